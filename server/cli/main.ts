// Entry of the command line. Exit status: exit-codes.ts.
import { readFileSync } from "node:fs";
import { runLine } from "./run-line.ts";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
});
// A reader that ends early (`| head`) ends the tail.
process.stdout.on("error", () => process.exit(0));
const status = await runLine(process.argv.slice(2), {
  env: process.env,
  version,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  input: process.stdin.isTTY ? process.stdin : null,
  interrupted,
});
// Only once everything was handed over: a pipe takes its time.
process.stdout.write("", () => process.exit(status));
