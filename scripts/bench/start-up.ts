// `npm run bench -- start`: `npm start` on a built tree, to the first page served.
import { freePort, startProcess } from "../../e2e/fixtures/process.ts";
import { bar, median, repeat, spread } from "./figures.ts";
import { waitUntil } from "./target.ts";

const root = new URL("../..", import.meta.url).pathname;

export async function startUp() {
  const times = await repeat(async () => {
    const port = await freePort();
    const before = performance.now();
    const child = startProcess("npm", ["start", "--silent", "--", "--demo", "--port", String(port)], {
      cwd: root,
    });
    await waitUntil(
      async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => null))?.ok === true,
      30,
    );
    const seconds = (performance.now() - before) / 1000;
    await child.stop();
    return seconds;
  });
  bar("npm start → first page", `${spread(times)} s`, "≤ 1.5 s", median(times) <= 1.5);
}
