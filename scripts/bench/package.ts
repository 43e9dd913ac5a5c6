// `npm run bench -- package`: the package installed into an empty folder: its size, and `npx umbel` to the first page.
import { installPackage } from "../../e2e/fixtures/package.ts";
import { bar, median, spread } from "./figures.ts";
import { firstPage } from "./first-page.ts";

export async function installedPackage() {
  const installed = await installPackage();
  const megabytes = installed.diskBytes() / 1e6;
  bar("package, installed", `${megabytes.toFixed(1)} MB`, "≤ 90 MB", megabytes <= 90);
  const times = await firstPage("npx", ["umbel", "--demo"], installed.folder);
  installed.remove();
  bar("npx umbel → first page", `${spread(times)} s`, "≤ 2 s", median(times) <= 2);
}
