// `npm run check`, the part that says who may import whom: a line a breach, and what to do. Of this project, or of the
// folder that is named.
import path from "node:path";
import { breachesOf } from "./breaches.ts";
import { readTree } from "./read-tree.ts";

const root = process.argv[2] ?? path.resolve(import.meta.dirname, "../..");
const breaches = breachesOf(readTree(root));
for (const { file, rule, message } of breaches) process.stdout.write(`${file} [${rule}] ${message}\n`);
process.exit(breaches.length === 0 ? 0 : 1);
