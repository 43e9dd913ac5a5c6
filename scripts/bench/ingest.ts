// `npm run bench -- ingest` and `-- rabbitmq`: the same load at a bare subscriber (decode and store only) and at Umbel with everything on
// (state, series, metrics, ten live pages), one after the other in the same run: the highest steady rate that each keeps
// up with, and the CPU of 100,000 events. Prints what was sent and counted, so that loss cannot hide.
import { startRabbitMq } from "../../e2e/fixtures/rabbitmq.ts";
import { startRedis } from "../../e2e/fixtures/redis.ts";
import { startBareSubscriber } from "./bare-subscriber.ts";
import { bar, median, repeat, spread } from "./figures.ts";
import { type BrokerKind, TYPICAL } from "./load.ts";
import { preparePublisher } from "./publisher.ts";
import { PAGES } from "./setting.ts";
import { startTarget, waitUntil } from "./target.ts";

const thousands = (...steps: readonly number[]) => steps.map((step) => step * 1000);
/** The CPU is measured at `pace`; then the rate goes up by the steps until one is too high. */
const LADDERS = {
  redis: {
    pace: 30_000,
    steps: thousands(60, 80, 100, 120, 140, 160, 180, 200, 220),
  },
  rabbitmq: { pace: 10_000, steps: thousands(15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80) },
} as const satisfies Record<BrokerKind, { pace: number; steps: readonly number[] }>;
const STEP_SECONDS = Number(process.env.STEP_SECONDS ?? 4);
/** What is still to be read when the last event is sent, as time: more, and it did not keep up. */
const KEPT_UP_SECONDS = 1;

interface Measured {
  readonly sent: number;
  readonly counted: number;
  /** Highest rate kept up with, events/s. */
  readonly rate: number;
  readonly cpuPer100k: number;
}
interface Gauge {
  events(): Promise<number>;
  cpuSeconds(): Promise<number>;
}

/** The server that a measurement has for itself. */
interface Broker {
  readonly kind: BrokerKind;
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
}

export async function ingest() {
  await compare(async () => ({ ...(await startRedis()), kind: "redis" }));
}

/** The same on RabbitMQ, which shares the machine's cores and is slower than either. */
export async function ingestRabbitMq() {
  await compare(async () => ({ ...(await startRabbitMq({ management: false })), kind: "rabbitmq" }));
}

async function compare(start: () => Promise<Broker>) {
  const runs = await repeat(async () => ({
    bare: await measureBare(await start()),
    umbel: await measureUmbel(await start()),
  }));
  const bare = runs.map((run) => run.bare);
  const umbel = runs.map((run) => run.umbel);
  print("bare subscriber (decode + store)", bare);
  print("Umbel (state, series, metrics, 10 live pages)", umbel);
  const ratio = median(runs.map((run) => run.umbel.rate / run.bare.rate));
  bar("rate kept up with, Umbel / bare", ratio.toFixed(2), "≥ 0.6", ratio >= 0.6);
}

async function measureBare(broker: Broker): Promise<Measured> {
  const subscriber = await startBareSubscriber(broker.port, broker.kind);
  try {
    return await measure(broker, {
      events: async () => (await subscriber.counts()).events,
      cpuSeconds: async () => (await subscriber.counts()).cpuSeconds,
    });
  } finally {
    await subscriber.stop();
    await broker.stop();
  }
}

async function measureUmbel(broker: Broker): Promise<Measured> {
  const target = await startTarget(["--broker", broker.url]);
  try {
    for (let i = 0; i < 10; i += 1) await target.watch(["frame", PAGES[i % PAGES.length] ?? "tasks"]);
    await waitUntil(async () => (await target.metric("umbel_broker_up")) === 1, 10);
    return await measure(broker, {
      events: () => target.metric("umbel_events_received_total"),
      cpuSeconds: async () => target.cpuSeconds(),
    });
  } finally {
    await target.stop();
    await broker.stop();
  }
}

async function measure(broker: Broker, gauge: Gauge): Promise<Measured> {
  const { pace, steps } = LADDERS[broker.kind];
  await feed(broker, gauge, pace, 2);
  const cpuBefore = await gauge.cpuSeconds();
  const paced = await feed(broker, gauge, pace, 6);
  const cpuPer100k = (((await gauge.cpuSeconds()) - cpuBefore) / paced.counted) * 100_000;
  let { sent, counted } = paced;
  let rate: number = pace;
  for (const step of steps) {
    const fed = await feed(broker, gauge, step, STEP_SECONDS);
    sent += fed.sent;
    counted += fed.counted;
    if (!fed.keptUp) break;
    rate = fed.published;
  }
  return { sent, counted, rate, cpuPer100k };
}

async function feed({ port, kind }: Broker, gauge: Gauge, rate: number, seconds: number) {
  const tasks = Math.ceil((rate * seconds) / 4);
  const publisher = await preparePublisher({ port, broker: kind, load: { ...TYPICAL, tasks }, rate });
  const before = await gauge.events();
  const { events, seconds: took } = await publisher.start();
  const counted = async () => (await gauge.events()) - before;
  const after = await waitUntil(async () => (await counted()) >= events, 10);
  const keptUp = after !== null && after <= KEPT_UP_SECONDS && events / took >= rate * 0.95;
  return { sent: events, counted: await counted(), published: events / took, keptUp };
}

function print(who: string, measured: readonly Measured[]) {
  const sum = (pick: (one: Measured) => number) => measured.reduce((total, one) => total + pick(one), 0);
  const [sent, counted] = [sum((one) => one.sent), sum((one) => one.counted)];
  const lost = (((sent - counted) / sent) * 100).toFixed(2);
  const rates = spread(
    measured.map(({ rate }) => rate),
    0,
  );
  const cpu = spread(measured.map(({ cpuPer100k }) => cpuPer100k));
  console.log(
    `${who}: keeps up with ${rates} events/s; ${cpu} CPU s per 100,000 events; sent ${sent}, counted ${counted} (${lost} % lost, at the rate that was too high)`,
  );
}
