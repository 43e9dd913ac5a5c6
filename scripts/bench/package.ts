// `npm run bench -- package`: the package installed into an empty folder: its size, and `npx umbel` to the first page.
import { installPackage } from "../../e2e/fixtures/package.ts";
import { freePort, startProcess } from "../../e2e/fixtures/process.ts";
import { bar, median, repeat, spread } from "./figures.ts";
import { waitUntil } from "./target.ts";

export async function installedPackage() {
  const installed = await installPackage();
  const megabytes = installed.diskBytes() / 1e6;
  bar("package, installed", `${megabytes.toFixed(1)} MB`, "≤ 90 MB", megabytes <= 90);
  const times = await repeat(async () => {
    const port = await freePort();
    const before = performance.now();
    const child = startProcess("npx", ["umbel", "--demo", "--port", String(port)], { cwd: installed.folder });
    await waitUntil(
      async () => (await fetch(`http://127.0.0.1:${port}/`).catch(() => null))?.ok === true,
      30,
    );
    const seconds = (performance.now() - before) / 1000;
    await child.stop();
    return seconds;
  });
  installed.remove();
  bar("npx umbel → first page", `${spread(times)} s`, "≤ 2 s", median(times) <= 2);
}
