import { Redis } from "ioredis";
import { createModel } from "#lib/live/create-model.ts";
import { MemoryBroker } from "../broker/memory.ts";
import { SEP } from "../broker/names.ts";
import { startRedisServer } from "../broker/redis-server.ts";
import { codecs } from "../codecs/codecs.ts";
import { type EngineHarness, engineContract } from "./contract.ts";
import { LocalEngine } from "./engine.ts";
import { createThreadEngine } from "./thread-client.ts";

const options = { name: "main", demo: null, maxTasks: 50_000, maxWorkers: 1_000, version: "0" };

engineContract("same thread, memory broker", async (): Promise<EngineHarness> => {
  const broker = new MemoryBroker();
  const model = createModel(options);
  return {
    engine: new LocalEngine({ ...options, brokerUrl: "memory://" }, { broker, model, codecs }),
    publishEvent: async (envelope) => broker.publishEvent("task.multi", envelope),
    onControl: async (listener) => void broker.onControl(listener),
    reply: async (routingKey, envelope) => broker.reply(routingKey, envelope),
    enqueue: async (queue) => broker.push(queue, new Uint8Array(1)),
    takeAway: async () => broker.disconnect(),
    bringBack: async () => broker.reconnect(),
    stop: async () => {},
  };
});

engineContract("own thread, Redis", async (): Promise<EngineHarness> => {
  const server = await startRedisServer();
  const client = () => {
    const redis = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
    redis.on("error", () => {});
    return redis;
  };
  const worker = client();
  const listeners: Redis[] = [];
  return {
    engine: createThreadEngine(
      { ...options, brokerUrl: server.url },
      new URL("./thread.ts", import.meta.url),
    ),
    publishEvent: (envelope) => worker.publish("/0.celeryev/task.multi", Buffer.from(envelope)),
    onControl: async (listener) => {
      const redis = client();
      listeners.push(redis);
      await redis.subscribe("/0.celery.pidbox");
      redis.on("messageBuffer", (_channel: Buffer, payload: Buffer) => listener(payload));
    },
    reply: (routingKey, envelope) => worker.lpush(`${routingKey}.reply.celery.pidbox`, Buffer.from(envelope)),
    enqueue: async (queue) => {
      await worker.sadd(`_kombu.binding.${queue}`, `${queue}${SEP}${SEP}${queue}`);
      await worker.lpush(queue, "x");
    },
    takeAway: () => server.kill(),
    bringBack: () => server.restart(),
    stop: async () => {
      for (const redis of [worker, ...listeners]) redis.disconnect();
      await server.stop();
    },
  };
});
