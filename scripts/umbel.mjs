#!/usr/bin/env node
// `umbel`, of what was built: serves, or runs the command line. Options are those of `umbel serve --help`.
import { asksForServer } from "./serves.mjs";

const serves = asksForServer(process.argv.slice(2));
if (process.argv[2] === "serve") process.argv.splice(2, 1);
await import(serves ? "../dist/main.js" : "../dist/cli/main.js");
