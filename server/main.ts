// Entry: options → createServer → start; signals → stop. Exit codes: 0 stopped as asked, 1 failed, 2 wrong options (1 as
// `umbel flower`).
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { UmbelError } from "#lib/api/error.ts";
import { collectAfterStart } from "./collect.ts";
import { loadConfig } from "./config/config.ts";
import { createServer } from "./create-server.ts";
import { openDoor } from "./demo/door.ts";
import { createLog } from "./log.ts";

/** Tasks. */
const LARGE_STORE = 300_000;

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const loaded = loadConfig(process.argv.slice(2), process.env, version, readText);
if (loaded.kind === "print") {
  process.stdout.write(loaded.text);
} else if (loaded.kind === "error") {
  for (const problem of loaded.problems) process.stderr.write(`umbel: ${problem}\n`);
  process.stderr.write("Run with --help for all options.\n");
  process.exitCode = loaded.exitCode;
} else {
  const { config, warnings } = loaded;
  // Packages choose their code by it when they are loaded.
  Object.assign(process.env, { NODE_ENV: config.dev ? "development" : "production" });
  // Whoever read the log may go: that is no reason to stop, and to log it would be the next error.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  boundGarbage(config.maxTasks);
  const log = createLog(config);
  collectAfterStart();
  for (const warning of warnings) log.warn(warning);
  if (config.clusters.some(({ broker }) => broker === null)) openDoor(process);
  const server = createServer({ config, log });
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info(`Stopping on ${signal}`);
    void server.stop().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop).on("SIGINT", stop);
  process.on("unhandledRejection", (err) => log.error({ err }, "a promise was rejected and nobody cared"));
  // With the process all that the engines hold would go, for what may be one answer to one page.
  process.on("uncaughtException", (err) => log.error({ err }, "something failed and nobody caught it"));
  await server.start().catch((error: unknown) => {
    if (error instanceof UmbelError) process.stderr.write(`umbel: ${error.message}\n`);
    else log.fatal({ err: error }, "Umbel could not start");
    process.exit(1);
  });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/**
 * By default V8 lets garbage grow to several times of what is held; of a large store that would be most of the memory.
 * A small one is not worth the collecting. Must come before any thread starts.
 */
function boundGarbage(maxTasks: number): void {
  if (maxTasks > LARGE_STORE) setFlagsFromString("--heap-growing-percent=30");
}
