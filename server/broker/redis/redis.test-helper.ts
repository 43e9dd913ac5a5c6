// For tests of the Redis broker: real servers, clients, and a broker that notes what it says. All are taken away after the test.
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { parseTransportOptions } from "#lib/kombu/read-transport-options.ts";
import type { TransportOptions } from "#lib/kombu/transport-options.ts";
import { type RedisServer, type RedisServerOptions, startRedis } from "../../../e2e/fixtures/redis.ts";
import { watchBroker } from "../watch.test-helper.ts";
import { createRedisBroker, type RedisBrokerOptions } from "./redis.ts";

export function transport(options: object): TransportOptions {
  const read = parseTransportOptions(JSON.stringify(options));
  if (!read.ok) throw new Error(read.detail);
  return read.value.options;
}

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

export function watch(url: string, options: RedisBrokerOptions = {}) {
  return watchBroker(createRedisBroker(url, { random: () => 0, ...options }));
}
