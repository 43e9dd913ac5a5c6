import { Redis } from "ioredis";
import { type BrokerHarness, brokerContract } from "./contract.ts";
import { MemoryBroker } from "./memory.ts";
import { SEP } from "./names.ts";
import { createRedisBroker } from "./redis.ts";
import { startRedisServer } from "./redis-server.ts";

brokerContract("memory", async () => {
  const broker = new MemoryBroker();
  return {
    createBroker: () => broker,
    publishEvent: async (envelope) => void broker.publishEvent("task.multi", envelope),
    onControl: async (listener) => void broker.onControl(listener),
    reply: async (routingKey, envelope) => void broker.reply(routingKey, envelope),
    enqueue: async (queue, message) => void broker.push(queue, message),
    takeAway: async () => broker.disconnect(),
    bringBack: async () => broker.reconnect(),
    traces: async () => [],
    stop: async () => {},
  };
});

brokerContract("redis", async (): Promise<BrokerHarness> => {
  const server = await startRedisServer();
  const client = () => {
    const redis = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on("error", () => {});
    return redis;
  };
  const worker = client();
  const listeners: Redis[] = [];
  return {
    createBroker: () => createRedisBroker(server.url, { random: () => 0 }),
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
    takeAway: () => server.kill(),
    bringBack: () => server.restart(),
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
});
