import { brokerContract } from "./contract.ts";
import { MemoryBroker } from "./memory/memory.ts";
import { createRedisBroker } from "./redis/redis.ts";
import { startRedisSide } from "./redis/side.test-helper.ts";

brokerContract("memory", async () => {
  const broker = new MemoryBroker();
  return {
    createBroker: () => broker,
    publishEvent: async (envelope) => void broker.publishEvent("task.multi", envelope),
    onControl: async (listener) => void broker.onControl(listener),
    reply: async (routingKey, envelope) => void broker.reply(routingKey, envelope),
    enqueue: async (queue, message) => void broker.push(queue, message),
    take: async (queue) => broker.pop(queue) ?? null,
    takeAway: async () => broker.disconnect(),
    bringBack: async () => broker.reconnect(),
    traces: async () => [],
    stop: async () => {},
  };
});

brokerContract("redis", async () => {
  const { url, ...side } = await startRedisSide();
  return { ...side, createBroker: () => createRedisBroker(url, { random: () => 0 }) };
});
