// How long a command takes to serve its first page.
import { freePort, startProcess } from "../../e2e/fixtures/process.ts";
import { repeat } from "./figures.ts";
import { waitUntil } from "./target.ts";

/** Seconds of each run, from the command to the answer; `args` come before the port's. */
export function firstPage(command: string, args: readonly string[], cwd: string): Promise<readonly number[]> {
  return repeat(async () => {
    const port = await freePort();
    const before = performance.now();
    const child = startProcess(command, [...args, "--port", String(port)], { cwd });
    await waitUntil(
      async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => null))?.ok === true,
      30,
    );
    const seconds = (performance.now() - before) / 1000;
    await child.stop();
    return seconds;
  });
}
