import { ClusterModel } from "#lib/live/cluster-model.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { startRedisSide } from "../broker/redis/side.test-helper.ts";
import { codecs } from "../codecs/codecs.ts";
import { engineContract } from "./contract.ts";
import { LocalEngine } from "./engine.ts";
import type { EngineHarness } from "./harness.test-helper.ts";
import { createThreadEngine } from "./thread-client.ts";

const options = { name: "main", demo: null, maxTasks: 50_000, maxWorkers: 1_000, version: "0" };

engineContract("same thread, memory broker", async (): Promise<EngineHarness> => {
  const broker = new MemoryBroker();
  const model = new ClusterModel(options);
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

engineContract("own thread, Redis", async () => {
  const { url, enqueue, ...side } = await startRedisSide();
  return {
    ...side,
    enqueue: (queue) => enqueue(queue, new Uint8Array(1)),
    engine: createThreadEngine({ ...options, brokerUrl: url }, new URL("./thread.ts", import.meta.url)),
  };
});
