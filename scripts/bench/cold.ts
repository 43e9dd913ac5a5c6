// `npm run bench -- cold`: the first burst after a deploy. Fresh processes, each blasted once with 200,000 events flat
// out within a second of its being connected: code that has never run, memory never touched. RUNS is how many.
import { startProcess } from "../../e2e/fixtures/process.ts";
import { type RedisServer, startRedis } from "../../e2e/fixtures/redis.ts";
import { bar, loss, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { preparePublisher } from "./publisher.ts";
import { awaitCounted } from "./setting.ts";
import { startTarget, waitUntil } from "./target.ts";

const LOAD = { ...TYPICAL, tasks: 50_000 };
const PROCESSES = Number(process.env.RUNS ?? 10);

export async function cold() {
  await measure("200,000 events to a fresh process", 0);
  const hog = startProcess(process.execPath, ["-e", "for (;;);"]);
  try {
    await measure("  the same beside a process that takes a core", 0.1);
  } finally {
    await hog.stop("SIGKILL");
  }
}

async function measure(name: string, mayLose: number) {
  const runs = await repeat(async () => {
    const run = await blast();
    console.log(`     ${loss(run.sent, run.counted)}${run.why}`);
    return run;
  }, PROCESSES);
  const whole = runs.filter(({ sent, counted }) => sent === counted).length;
  const published = spread(
    runs.map(({ rate }) => rate),
    0,
  );
  const wanted = Math.ceil(PROCESSES * (1 - mayLose));
  bar(
    name,
    `0 lost in ${whole} of ${PROCESSES}; published at ${published}/s`,
    `≥ ${wanted}`,
    whole >= wanted,
  );
}

async function blast() {
  const redis = await startRedis();
  try {
    const publisher = await preparePublisher({ port: redis.port, load: LOAD, rate: null });
    const umbel = await startTarget(["--broker", redis.url]);
    try {
      await waitUntil(async () => (await umbel.metric("umbel_broker_up")) === 1, 10);
      const published = await publisher.start();
      const { counted } = await awaitCounted(umbel, published.events);
      const dropped = await umbel.metric("umbel_dropped_total");
      const rate = published.events / published.seconds;
      return { sent: published.events, counted, rate, why: whyLost(redis, dropped) };
    } finally {
      await umbel.stop();
    }
  } finally {
    await redis.stop();
  }
}

/** What Redis logged of it, and what Umbel counted. */
function whyLost(redis: RedisServer, dropped: number): string {
  const closed = [...redis.log().matchAll(/omem=(\d+).*overcoming of output buffer limits/g)];
  const pending = closed.map(([, bytes]) => `, with ${(Number(bytes) / 1e6).toFixed(1)} MB pending`);
  return `; Redis closed ${closed.length} connections for their output buffer${pending.join("")}; Umbel dropped ${dropped}`;
}
