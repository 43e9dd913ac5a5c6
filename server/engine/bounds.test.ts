// What the engine itself bounds: answers to a command, and events of one message. The figures say so.
import { expect, onTestFinished, test, vi } from "vitest";
import { BOUNDS } from "#lib/bounds/bounds.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { codecs } from "../codecs/codecs.ts";
import { LocalEngine } from "./engine.ts";
import { message } from "./simulated.test-helper.ts";

test("A9: events beyond those that are read of one message are counted and told", async () => {
  const broker = new MemoryBroker();
  const options = {
    name: "t",
    brokerUrl: "memory://",
    demo: null,
    maxTasks: 10,
    maxWorkers: 10,
    version: "0",
  };
  const engine = new LocalEngine(options, {
    broker,
    codecs,
    model: new ClusterModel({ maxTasks: 10, maxWorkers: 10 }),
  });
  await engine.start();
  onTestFinished(() => engine.stop());
  expect(engine.latest()?.figures.bounds).toMatchObject({ event_list: 0, control_answers: 0 });
  const event = {
    type: "worker-heartbeat",
    hostname: "w@h",
    timestamp: Date.now() / 1_000,
    pid: 1,
    clock: 1,
  };
  const list = Array.from({ length: BOUNDS.event_list.limit + 3 }, () => event);
  broker.publishEvent("task.multi", message(printJson(list), "celeryev", "task.multi", {}));
  await vi.waitFor(() => expect(engine.latest()?.figures.bounds.event_list).toBe(3));
  expect(engine.latest()?.frame.bounds).toMatchObject([{ name: "event_list", dropped: 3 }]);
});
