// For tests of the Redis broker: real servers, clients, and a broker that notes what it says. All are taken away after the test.
import { Redis } from "ioredis";
import { expect, onTestFinished, vi } from "vitest";
import type { BrokerStatus } from "#lib/live/views.ts";
import { type RedisServer, type RedisServerOptions, startRedis } from "../../e2e/fixtures/redis.ts";
import type { Delivery } from "./port.ts";
import { createRedisBroker } from "./redis.ts";
import { unpackTo } from "./unpack-batch.test-helper.ts";

export async function server(options?: RedisServerOptions): Promise<RedisServer> {
  const redis = await startRedis(options);
  onTestFinished(() => redis.stop());
  return redis;
}

export function client(url: string): Redis {
  const redis = new Redis(url);
  onTestFinished(() => redis.disconnect());
  return redis;
}

export async function watch(url: string) {
  const statuses: BrokerStatus[] = [];
  const deliveries: Delivery[] = [];
  const broker = createRedisBroker(url, { random: () => 0 });
  onTestFinished(() => broker.stop());
  await broker.start({
    onDelivery: (delivery) => void deliveries.push(delivery),
    onBatch: unpackTo((delivery) => void deliveries.push(delivery)),
    onStatus: (status) => void statuses.push(status),
  });
  const settled = () =>
    vi.waitFor(() => expect(statuses.at(-1)?.state).not.toBe("connecting"), { timeout: 10_000 });
  const problem = async () => {
    await settled();
    return statuses.at(-1)?.problem;
  };
  return { broker, statuses, deliveries, settled, problem };
}
