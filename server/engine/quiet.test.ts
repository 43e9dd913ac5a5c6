// What an engine does while nothing happens and nobody looks: next to nothing, and what time alone changes is told in time.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { codecs } from "../codecs/codecs.ts";
import { LocalEngine } from "./engine.ts";
import type { EngineTick } from "./port.ts";
import { eventMessage, heartbeat, taskEvent } from "./simulated.test-helper.ts";

const OPTIONS = { name: "main", demo: null, maxTasks: 1_000, maxWorkers: 100, version: "0" };
const MINUTE = 60_000;

let broker: MemoryBroker;
let model: ClusterModel;
let engine: LocalEngine;
let ticks: EngineTick[];

beforeEach(async () => {
  vi.useFakeTimers();
  broker = new MemoryBroker();
  model = new ClusterModel(OPTIONS);
  engine = new LocalEngine({ ...OPTIONS, brokerUrl: "memory://" }, { broker, model, codecs });
  ticks = [];
  engine.onTick((tick) => void ticks.push(tick));
  await engine.start();
});
afterEach(async () => {
  await engine.stop();
  vi.useRealTimers();
});

/** Counts the calls of a minute. */
async function minute(work: () => void = () => undefined) {
  const asked = {
    depths: vi.spyOn(broker, "queueDepths"),
    discoveries: vi.spyOn(broker, "discoverQueues"),
    commands: vi.spyOn(broker, "publishControl"),
    renders: vi.spyOn(model, "render"),
    judged: vi.spyOn(model, "judge"),
    looks: vi.spyOn(model, "expire"),
  };
  const told = ticks.length;
  for (let second = 0; second < 60; second += 1) {
    work();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  const counted = {
    depths: asked.depths.mock.calls.length,
    discoveries: asked.discoveries.mock.calls.length,
    commands: asked.commands.mock.calls.length,
    renders: asked.renders.mock.calls.length,
    judged: asked.judged.mock.calls.length,
    looks: asked.looks.mock.calls.length,
    told: ticks.length - told,
  };
  for (const spy of Object.values(asked)) spy.mockRestore();
  return counted;
}

test("in a minute without anything an engine looks at the clock once a second, and asks the broker as agreed", async () => {
  await vi.advanceTimersByTimeAsync(10_000);
  const counts = await minute();
  expect(counts).toMatchObject({ renders: 0, discoveries: 2 });
  expect(counts.looks).toBeLessThanOrEqual(60);
  expect(counts.judged).toBe(counts.looks);
  expect(counts.told).toBe(counts.looks);
  expect(counts.depths).toBeLessThanOrEqual(12);
  expect(counts.commands, "the round of each minute").toBe(4);
});

test("a small cluster at which nobody looks makes no more ticks than none, and draws nothing", async () => {
  let n = 0;
  const counts = await minute(() => {
    const events = ["received", "started", "succeeded"].map((subject) =>
      taskEvent(`u${n}`, subject, { name: "a" }),
    );
    n += 1;
    broker.publishEvent("task.multi", eventMessage([...events, heartbeat("w1@h")]));
  });
  expect(counts.renders).toBe(0);
  expect(counts.looks).toBeLessThanOrEqual(61);
  expect(engine.latest()).toMatchObject({
    figures: { eventsReceived: 240 },
    frame: { eventsPerSecond: 4, workersOnline: 1 },
  });
});

test("while a topic is open it is told four times a second, and no longer", async () => {
  const hurry = vi.fn();
  Object.assign(broker, { hurry });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(hurry).toHaveBeenLastCalledWith(false);
  await engine.open("frame");
  const before = Date.now();
  const told = ticks.length;
  broker.publishEvent("task.received", eventMessage(taskEvent("u1", "received", { name: "a" })));
  await vi.waitFor(() => expect(ticks.slice(told).some(({ deltas }) => deltas.length > 0)).toBe(true), {
    interval: 1,
  });
  expect(Date.now() - before).toBeLessThanOrEqual(300);
  const { looks } = await minute();
  expect(looks).toBeGreaterThanOrEqual(235);
  expect(hurry).toHaveBeenLastCalledWith(true);
  engine.close("frame");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hurry).toHaveBeenLastCalledWith(false);
  expect((await minute()).looks).toBeLessThanOrEqual(60);
});

test("a worker that falls silent is lost within a second of when it is due, and the rate goes down to nothing", async () => {
  for (let beat = 0; beat < 10; beat += 1) {
    broker.publishEvent("worker.heartbeat", eventMessage(heartbeat("w1@h")));
    await vi.advanceTimersByTimeAsync(2_000);
  }
  expect(engine.latest()?.frame.workersOnline).toBe(1);
  const worker = model.state.workers.get("w1@h");
  const dueAt = worker?.expiresAt ?? Number.NaN;
  await vi.advanceTimersByTimeAsync(dueAt - Date.now() - 1_000);
  expect(worker?.status).toBe("online");
  await vi.advanceTimersByTimeAsync(2_100);
  expect(worker?.status).toBe("lost");
  expect((worker?.since ?? 0) - dueAt).toBeLessThanOrEqual(1_020);
  expect(engine.latest()).toMatchObject({
    frame: { workersOnline: 0, workers: 1 },
    findings: { counts: { "worker-lost": 1 } },
  });
  const opened = ticks.flatMap(({ findings }) => findings.opened);
  expect(opened).toMatchObject([{ kind: "worker-lost" }]);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(engine.latest(), "old news has no age").toMatchObject({
    frame: { eventsPerSecond: 0 },
    figures: { lagSeconds: null },
  });
});

test("what must hold for some time is found when it has held for so long", async () => {
  await vi.advanceTimersByTimeAsync(MINUTE);
  broker.publishEvent("worker.heartbeat", eventMessage(heartbeat("w1@h")));
  // Its clock is ahead, in every heartbeat.
  const drifting = () => {
    const beat = { ...heartbeat("w2@h"), at: Date.now() + 120_000 };
    broker.publishEvent("worker.heartbeat", eventMessage(beat));
  };
  drifting();
  await vi.advanceTimersByTimeAsync(1_010);
  const from = Date.now();
  const isFound = () => (engine.latest()?.findings.counts["clock-drift"] ?? 0) > 0;
  for (let tries = 0; !isFound() && tries < 60; tries += 1) {
    drifting();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(isFound()).toBe(true);
  expect(Date.now() - from).toBeGreaterThanOrEqual(9_000);
  expect(Date.now() - from).toBeLessThanOrEqual(13_000);
});
