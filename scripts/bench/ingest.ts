// `npm run bench -- ingest`: the same load, one after the other in the same run, at a bare subscriber (decode and store
// only) and at Umbel with everything on (state, series, metrics, live pages). Prints events/s, CPU per 100,000 events
// and the ratio, and what was sent and counted.
import { startRedis } from "../../e2e/fixtures/redis.ts";
import { startBareSubscriber } from "./bare-subscriber.ts";
import { TYPICAL } from "./load.ts";
import { preparePublisher } from "./publisher.ts";
import { startTarget, waitUntil } from "./target.ts";

interface Measured {
  readonly sent: number;
  readonly counted: number;
  readonly eventsPerSecond: number;
  readonly cpuPer100k: number;
}

const TASKS = 50_000;
const PACE = 30_000; // events a second: below what either can take, so that the CPU figure is not about loss

export async function ingest() {
  const bare = await measureBare();
  const umbel = await measureUmbel();
  print("bare subscriber (decode + store)", bare);
  print("Umbel (decode + state + series + metrics + live)", umbel);
  const ratio = bare.cpuPer100k / umbel.cpuPer100k;
  console.log(
    `ratio (Umbel / bare): ${(umbel.eventsPerSecond / bare.eventsPerSecond).toFixed(2)} of its events/s, ${ratio.toFixed(2)} of its CPU efficiency`,
  );
  console.log(
    "(events/s: a burst of 100,000 events published flat out, until all that arrived were counted)",
  );
}

async function measureBare(): Promise<Measured> {
  const redis = await startRedis();
  const subscriber = await startBareSubscriber(redis.port);
  try {
    return await measure(redis.port, {
      events: async () => (await subscriber.counts()).events,
      cpuSeconds: async () => (await subscriber.counts()).cpuSeconds,
    });
  } finally {
    await subscriber.stop();
    await redis.stop();
  }
}

async function measureUmbel(): Promise<Measured> {
  const redis = await startRedis();
  const target = await startTarget(["--broker", redis.url]);
  try {
    await target.watch(["frame", "overview?range=15m", "workers", "tasks"]);
    await waitUntil(async () => (await target.metric("umbel_broker_up")) === 1, 10);
    return await measure(redis.port, {
      events: () => target.metric("umbel_events_received_total"),
      cpuSeconds: async () => target.cpuSeconds(),
    });
  } finally {
    await target.stop();
    await redis.stop();
  }
}

interface Gauge {
  events(): Promise<number>;
  cpuSeconds(): Promise<number>;
}

async function measure(port: number, gauge: Gauge): Promise<Measured> {
  const warmUp = await preparePublisher({ port, load: { ...TYPICAL, tasks: 10_000 }, rate: PACE });
  const warmed = await warmUp.start();
  await waitUntil(async () => (await gauge.events()) >= warmed.events, 10);

  const paced = await preparePublisher({ port, load: { ...TYPICAL, tasks: TASKS }, rate: PACE });
  const cpuBefore = await gauge.cpuSeconds();
  const eventsBefore = await gauge.events();
  const sent = await paced.start();
  await waitUntil(async () => (await gauge.events()) - eventsBefore >= sent.events, 10);
  const counted = (await gauge.events()) - eventsBefore;
  const cpuPer100k = (((await gauge.cpuSeconds()) - cpuBefore) / counted) * 100_000;

  const burst = await preparePublisher({ port, load: { ...TYPICAL, tasks: 25_000 }, rate: null });
  const before = await gauge.events();
  const burstSent = await burst.start();
  await waitUntil(async () => (await gauge.events()) - before >= burstSent.events, 10);
  const seconds = (Date.now() - burstSent.startedAt) / 1000;
  const burstCounted = (await gauge.events()) - before;
  return {
    sent: sent.events + burstSent.events,
    counted: counted + burstCounted,
    eventsPerSecond: burstCounted / seconds,
    cpuPer100k,
  };
}

function print(who: string, { sent, counted, eventsPerSecond, cpuPer100k }: Measured) {
  const lost = (((sent - counted) / sent) * 100).toFixed(2);
  console.log(
    `${who}: ${Math.round(eventsPerSecond).toLocaleString("en")} events/s, ${cpuPer100k.toFixed(2)} CPU s per 100,000 events; sent ${sent}, counted ${counted} (${lost} % lost)`,
  );
}
