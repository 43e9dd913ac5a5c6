// What is wrong is told with the ticks although nobody has a topic open.
import { expect, onTestFinished, test, vi } from "vitest";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { codecs } from "../codecs/codecs.ts";
import { LocalEngine } from "./engine.ts";
import type { EngineTick } from "./port.ts";

const OPTIONS = { name: "main", demo: null, maxTasks: 100, maxWorkers: 100, version: "0" };
const WAIT = { timeout: 5_000, interval: 20 };

test("a finding opens and closes in one tick each, is counted in every tick, and is answered", async () => {
  const deps = { broker: new MemoryBroker(), model: new ClusterModel(OPTIONS), codecs };
  const engine = new LocalEngine({ ...OPTIONS, brokerUrl: "memory://" }, deps);
  onTestFinished(() => engine.stop());
  const ticks: EngineTick["findings"][] = [];
  engine.onTick(({ findings }) => void ticks.push(findings));
  await engine.start();
  const pause = { queue: "mail", at: 1, by: "ada", reason: null, workers: [] };
  engine.tell("pauses", [pause]);
  await vi.waitFor(() => expect(engine.latest()?.findings.counts["queue-paused"]).toBe(1), WAIT);
  expect(await engine.query("findings", {})).toMatchObject({
    total: 1,
    open: [{ key: "queue-paused:mail" }],
  });
  engine.tell("pauses", []);
  await vi.waitFor(() => expect(ticks.some(({ closed }) => closed.length > 0)).toBe(true), WAIT);
  expect(ticks.flatMap(({ opened }) => opened)).toMatchObject([{ key: "queue-paused:mail" }]);
  expect(ticks.flatMap(({ closed }) => closed)).toMatchObject([{ key: "queue-paused:mail" }]);
  expect(engine.latest()?.findings.counts["queue-paused"]).toBe(0);
});
