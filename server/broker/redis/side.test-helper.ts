// The other side of a real Redis, as Celery's clients and workers use it, in every form that Redis comes in: for the
// contracts that several brokers keep. Names are written out here, not taken from names.ts.
import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "../../../e2e/fixtures/redis.ts";
import type { BrokerHarness } from "../contract.ts";
import { SEP } from "../names.ts";

export interface RedisSide extends Omit<BrokerHarness, "createBroker"> {
  readonly url: string;
}

/** How the cluster's names differ from the usual ones. */
export interface SideNames {
  readonly prefix?: string;
  /** Where events go. */
  readonly eventChannel?: string;
  readonly controlChannel?: string;
  readonly controlExchange?: string;
}

export interface SideParts extends SideNames {
  /** A client of the server; each call another one. */
  readonly client: () => Redis;
  readonly takeAway: () => Promise<void>;
  readonly bringBack: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startRedisSide(): Promise<RedisSide> {
  const server = await startRedis();
  return { ...redisSide(serverParts(server)), url: server.url };
}

/** A server as a side: taken away as a crash does. `url` where the tests' own clients need another one. */
export function serverParts(server: RedisServer, url: string = server.url): Omit<SideParts, keyof SideNames> {
  return {
    client: () => {
      const tls = url.startsWith("rediss:") ? { tls: { rejectUnauthorized: false } } : {};
      const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50, ...tls });
      redis.on("error", () => {});
      return redis;
    },
    takeAway: () => server.pause("SIGKILL"),
    bringBack: () => server.resume(),
    stop: () => server.stop(),
  };
}

export function redisSide(parts: SideParts): Omit<BrokerHarness, "createBroker"> {
  const { prefix = "", controlExchange = "celery.pidbox" } = parts;
  const eventChannel = parts.eventChannel ?? `${prefix}/0.celeryev/task.multi`;
  const controlChannel = parts.controlChannel ?? `${prefix}/0.${controlExchange}`;
  const replies = `${prefix}_kombu.binding.reply.${controlExchange}`;
  const worker = parts.client();
  const listeners: Redis[] = [];
  return {
    controlExchange,
    publishEvent: async (envelope) => void (await worker.publish(eventChannel, Buffer.from(envelope))),
    onControl: async (listener) => {
      const redis = parts.client();
      listeners.push(redis);
      await redis.subscribe(controlChannel);
      redis.on("messageBuffer", (_channel: Buffer, payload: Buffer) => listener(payload));
    },
    // As kombu does for a request whose `reply_to` names the default exchange.
    reply: async (routingKey, envelope) =>
      void (await worker.lpush(prefix + routingKey, Buffer.from(envelope))),
    enqueue: async (queue, message) => {
      await worker.sadd(`${prefix}_kombu.binding.${queue}`, `${queue}${SEP}${SEP}${queue}`);
      await worker.lpush(prefix + queue, Buffer.from(message));
    },
    take: async (queue) => {
      for (const step of ["", "3", "6", "9"]) {
        const message = await worker.rpopBuffer(prefix + (step === "" ? queue : `${queue}${SEP}${step}`));
        if (message !== null) return message;
      }
      return null;
    },
    takeAway: parts.takeAway,
    bringBack: parts.bringBack,
    traces: async (routingKey) => {
      const found = await worker.keys(`*${routingKey}*`);
      const ends = await Promise.all(found.map((key) => worker.ttl(key)));
      // The reply list goes by itself: removed, it would come back with a late reply, and stay.
      const keys = found.filter((key, index) => key !== prefix + routingKey || Number(ends[index]) < 0);
      return [...keys, ...(await worker.smembers(replies))];
    },
    stop: async () => {
      for (const redis of [worker, ...listeners]) redis.disconnect();
      await parts.stop();
    },
  };
}
