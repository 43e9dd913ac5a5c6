// For tests of the Redis broker: real servers, clients, and a broker that notes what it says. All are taken away after the test.
import { createServer, type Server, type Socket } from "node:net";
import { Redis } from "ioredis";
import { expect, onTestFinished, vi } from "vitest";
import { parseTransportOptions, type TransportOptions } from "#lib/kombu/transport-options.ts";
import type { BrokerNotice, BrokerStatus } from "#lib/live/views.ts";
import { type RedisServer, type RedisServerOptions, startRedis } from "../../../e2e/fixtures/redis.ts";
import type { Delivery } from "../port.ts";
import { unpackTo } from "../unpack-batch.test-helper.ts";
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

export async function watch(url: string, options: RedisBrokerOptions = {}) {
  let notices: readonly BrokerNotice[] = [];
  const statuses: BrokerStatus[] = [];
  const deliveries: Delivery[] = [];
  const broker = createRedisBroker(url, { random: () => 0, ...options });
  onTestFinished(() => broker.stop());
  await broker.start({
    onDelivery: (delivery) => void deliveries.push(delivery),
    onBatch: unpackTo((delivery) => void deliveries.push(delivery)),
    onStatus: (status) => void statuses.push(status),
    onNotices: (told) => {
      notices = told;
    },
  });
  const settled = () =>
    vi.waitFor(() => expect(statuses.at(-1)?.state).not.toBe("connecting"), { timeout: 10_000 });
  const problem = async () => {
    await settled();
    return statuses.at(-1)?.problem;
  };
  const connected = () =>
    vi.waitFor(() => expect(statuses.at(-1)?.state).toBe("connected"), { timeout: 10_000 });
  return { connected, notices: () => notices, broker, statuses, deliveries, settled, problem };
}

/** A peer that is no Redis; its port. */
export async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const tcp: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => tcp.close(resolve));
  });
  const address = tcp.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
