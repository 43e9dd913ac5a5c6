// `npm start`: installs and builds what is missing or stale, then does what `umbel` does (umbel.mjs). The command line
// needs no pages, so `npm start -- inspect …` bundles itself alone.
import { pathToFileURL } from "node:url";
import { asksForServer } from "./serves.mjs";
import { ensureBuild, ensureCommandLine, ensurePackages } from "./steps.mjs";

await ensurePackages();
if (asksForServer(process.argv.slice(2))) {
  await ensureBuild();
  await import("./umbel.mjs");
} else {
  await import(pathToFileURL(await ensureCommandLine()).href);
}
