// The other side of a real Redis, as Celery's clients and workers use it: for the contracts that several brokers keep.
import { Redis } from "ioredis";
import { startRedis } from "../../e2e/fixtures/redis.ts";
import type { BrokerHarness } from "./contract.ts";
import { SEP } from "./names.ts";

export interface RedisSide extends Omit<BrokerHarness, "createBroker"> {
  readonly url: string;
}

export async function startRedisSide(): Promise<RedisSide> {
  const server = await startRedis();
  const client = () => {
    const redis = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on("error", () => {});
    return redis;
  };
  const worker = client();
  const listeners: Redis[] = [];
  return {
    url: server.url,
    publishEvent: async (envelope) =>
      void (await worker.publish("/0.celeryev/task.multi", Buffer.from(envelope))),
    onControl: async (listener) => {
      const redis = client();
      listeners.push(redis);
      await redis.subscribe("/0.celery.pidbox");
      redis.on("messageBuffer", (_channel: Buffer, payload: Buffer) => listener(payload));
    },
    // As kombu does: only where the binding says so.
    reply: async (routingKey, envelope) => {
      for (const member of await worker.smembers("_kombu.binding.reply.celery.pidbox")) {
        const [key, , queue] = member.split(SEP);
        if (key === routingKey && queue !== undefined) await worker.lpush(queue, Buffer.from(envelope));
      }
    },
    enqueue: async (queue, message) => {
      await worker.sadd(`_kombu.binding.${queue}`, `${queue}${SEP}${SEP}${queue}`);
      await worker.lpush(queue, Buffer.from(message));
    },
    // BRPOP looks at the lists from the most urgent on.
    take: async (queue) => {
      const lists = ["", "3", "6", "9"].map((step) => (step === "" ? queue : `${queue}${SEP}${step}`));
      for (const list of lists) {
        const message = await worker.rpopBuffer(list);
        if (message !== null) return message;
      }
      return null;
    },
    // As a crash does.
    takeAway: () => server.pause("SIGKILL"),
    bringBack: () => server.resume(),
    traces: async (routingKey) => {
      const keys = await worker.keys(`*${routingKey}*`);
      const members = await worker.smembers("_kombu.binding.reply.celery.pidbox");
      return [...keys, ...members.filter((member) => member.includes(routingKey))];
    },
    stop: async () => {
      for (const redis of [worker, ...listeners]) redis.disconnect();
      await server.stop();
    },
  };
}
