// `npm run bench [-- name …]`: runs the named benchmarks, or all but the soak, one after the other.
import { burst } from "./burst.ts";
import { cold } from "./cold.ts";
import { frames } from "./frames.ts";
import { growth } from "./growth.ts";
import { ingest, ingestRabbitMq } from "./ingest.ts";
import { latency } from "./latency.ts";
import { light } from "./light.ts";
import { memory } from "./memory.ts";
import { metrics } from "./metrics.ts";
import { page } from "./page.ts";
import { push } from "./push.ts";
import { soak } from "./soak.ts";
import { startUp } from "./start-up.ts";
import { sustained } from "./sustained.ts";

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  ingest,
  rabbitmq: ingestRabbitMq,
  sustained,
  burst,
  cold,
  memory,
  page,
  metrics,
  push,
  latency,
  frames,
  start: startUp,
  light,
  growth,
  soak,
};
/** Takes ten minutes: only when asked for. */
const ON_REQUEST = new Set(["soak"]);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`unknown benchmark ${unknown.join(", ")}; known: ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exit(2);
}
for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
  if (asked.length > 0 ? !asked.includes(name) : ON_REQUEST.has(name)) continue;
  console.log(`── ${name}`);
  await benchmark();
}
process.exit(0);
