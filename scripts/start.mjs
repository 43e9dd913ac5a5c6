#!/usr/bin/env node
// `npm start`: installs and builds what is missing or stale, then serves. Options are those of `npm start -- --help`.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { ensureBuild, ensurePackages, root } from "./steps.mjs";

await ensurePackages();
await ensureBuild();
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
await import(pathToFileURL(path.join(root, "dist", "main.js")).href);
