#!/usr/bin/env node
// `umbel`, and `npm start`: installs and builds what is missing or stale, then serves. `umbel inspect …` and the other
// subcommands run the command line instead, which needs no pages. Options are those of `umbel serve --help`.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuild, ensureCommandLine, ensurePackages, root } from "./steps.mjs";

/** Words that serve; any other first word is a command of the command line. `flower` is read by the server itself. */
const SERVING = ["serve", "flower"];

const [first = ""] = process.argv.slice(2);
const version = first === "--version" || first === "-V";
const serves = first === "" || SERVING.includes(first) || (first.startsWith("-") && !version);
await ensurePackages();
if (serves) {
  if (first === "serve") process.argv.splice(2, 1);
  await ensureBuild();
  process.env.NODE_ENV = "production";
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  await import(pathToFileURL(path.join(root, "dist", "main.js")).href);
} else {
  await import(pathToFileURL(await ensureCommandLine()).href);
}
