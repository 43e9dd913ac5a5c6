// `npm run bench [-- name …]`: runs the named benchmarks, or all of them, one after the other.
import { ingest } from "./ingest.ts";

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = { ingest };

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`unknown benchmark ${unknown.join(", ")}; known: ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(2);
}
for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`── ${name}`);
  await benchmark();
}
process.exit(0);
