// The setting of a benchmark: an own Redis with default limits and a fresh Umbel on it, gone afterwards.
import { type RedisServer, startRedis } from "../../e2e/fixtures/redis.ts";
import type { LoadOptions } from "./load.ts";
import { type Published, preparePublisher } from "./publisher.ts";
import { startTarget, type Target, waitUntil } from "./target.ts";

/** What people have open. */
export const PAGES = [
  "frame",
  "overview?range=15m",
  "tasks",
  "workers",
  "tasks?states=FAILURE",
  "tasks?states=STARTED",
];

const RECEIVED = "umbel_events_received_total";

export interface Setting {
  readonly redis: RedisServer;
  readonly umbel: Target;
  /** Publishes a load and waits until all of it was counted, or nothing more comes for 10 s. */
  feed(load: LoadOptions, rate: number | null): Promise<Fed>;
  /** Publishes in the background until told to stop. */
  flow(load: LoadOptions, rate: number): Promise<Flow>;
}
export interface Fed extends Published {
  readonly counted: number;
  /** From the first byte sent to the last event counted. */
  readonly caughtUpSeconds: number;
}
export interface Flow {
  stop(): Promise<void>;
}

export async function withUmbel<T>(
  args: readonly string[],
  run: (setting: Setting) => Promise<T>,
): Promise<T> {
  const redis = await startRedis();
  const umbel = await startTarget(["--broker", redis.url, ...args]);
  try {
    await waitUntil(async () => (await umbel.metric("umbel_broker_up")) === 1, 10);
    return await run({ redis, umbel, feed: feeder(redis, umbel), flow: flower(redis) });
  } finally {
    await umbel.stop();
    await redis.stop();
  }
}

function feeder(redis: RedisServer, umbel: Target): Setting["feed"] {
  return async (load, rate) => {
    const publisher = await preparePublisher({ port: redis.port, load, rate });
    const before = await umbel.metric(RECEIVED);
    const published = await publisher.start();
    const { counted, grewAt } = await awaitCounted(umbel, published.events, before);
    return { ...published, counted, caughtUpSeconds: (grewAt - published.startedAt) / 1000 };
  };
}

/** Waits until so many events were counted, or nothing more comes for 10 s. */
export async function awaitCounted(umbel: Target, events: number, before = 0) {
  let counted = 0;
  let grewAt = Date.now();
  await waitUntil(async () => {
    const now = (await umbel.metric(RECEIVED)) - before;
    if (now > counted) grewAt = Date.now();
    counted = now;
    return counted >= events || Date.now() - grewAt > 10_000;
  }, 600);
  return { counted, grewAt };
}

function flower(redis: RedisServer): Setting["flow"] {
  return async (load, rate) => {
    const publisher = await preparePublisher({ port: redis.port, load, rate });
    const done = publisher.start().catch(() => undefined);
    return {
      stop: async () => {
        publisher.abort();
        await done;
      },
    };
  };
}
