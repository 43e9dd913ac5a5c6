// A3: what throws costs its step, never the engine, and is counted. The engine is the whole one; only the model is made to
// throw where the test says so.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { codecs } from "../codecs/codecs.ts";
import { LocalEngine } from "./engine.ts";
import { Faults } from "./faults.ts";
import { eventMessage, heartbeat, taskEvent } from "./simulated.test-helper.ts";

const OPTIONS = { name: "main", demo: null, maxTasks: 5_000, maxWorkers: 100, version: "0" };
const WAIT = { timeout: 5_000, interval: 10 };

let broker: MemoryBroker;
let model: ClusterModel;
let engine: LocalEngine;
let log: string[];

beforeEach(async () => {
  broker = new MemoryBroker();
  model = new ClusterModel(OPTIONS);
  log = [];
  engine = new LocalEngine(
    { ...OPTIONS, brokerUrl: "memory://" },
    { broker, model, codecs, log: (_level, text) => void log.push(text) },
  );
  await engine.start();
});
afterEach(() => engine.stop());

function tell(...events: Parameters<typeof eventMessage>[0][]): void {
  for (const event of events) broker.publishEvent("task.multi", eventMessage(event));
}

test("A3: a renderer that throws costs its topic one delta, and is counted", async () => {
  const [bad, good] = [await engine.open("task:bad"), await engine.open("task:good")];
  expect([bad.ok, good.ok]).toEqual([true, true]);
  const render = model.render.bind(model);
  const broken = vi.spyOn(model, "render").mockImplementation((topic, ...rest) => {
    if (topic.kind === "task" && topic.uuid === "bad") throw new URIError("URI malformed");
    return render(topic, ...rest);
  });
  const told: string[] = [];
  engine.onTick(({ deltas }) => void told.push(...deltas.map(({ topic }) => topic)));
  tell(taskEvent("bad", "received"), taskEvent("good", "received"));
  await vi.waitFor(() => expect(told).toContain("task:good"), WAIT);
  await vi.waitFor(() => expect(engine.latest()?.figures.faults.render).toBeGreaterThan(0), WAIT);
  expect(told).not.toContain("task:bad");
  expect(await engine.open("task:bad")).toMatchObject({ ok: true });
  expect(log.filter((line) => line.includes("URI malformed"))).toHaveLength(1);
  expect(engine.latest()?.figures.tasks).toBe(2);
  // What it did not tell is told as soon as it can be drawn.
  broken.mockRestore();
  await vi.waitFor(() => expect(told).toContain("task:bad"), WAIT);
});

test("A3: a topic that cannot be drawn at all is refused in words", async () => {
  vi.spyOn(model, "render").mockImplementation(() => {
    throw new RangeError("Invalid time value");
  });
  expect(await engine.open("overview?range=1h")).toMatchObject({ ok: false, reason: "topic" });
});

test.each(["expire", "drainChanges", "drainMetrics", "frameInfo", "declaredQueues"] as const)(
  "A3: %s that throws does not stop the ticks",
  async (method) => {
    tell(heartbeat("w1@h"));
    await vi.waitFor(() => expect(engine.latest()?.frame.workersOnline).toBe(1), WAIT);
    let ticks = 0;
    engine.onTick(() => {
      ticks += 1;
    });
    vi.spyOn(model, method).mockImplementation(() => {
      throw new TypeError(`${method} failed`);
    });
    tell(heartbeat("w1@h"), taskEvent("u", "received"));
    await vi.waitFor(() => expect(ticks).toBeGreaterThan(1), WAIT);
    await vi.waitFor(async () => expect(await engine.query("task", { uuid: "u" })).not.toBeNull(), WAIT);
    if (method !== "declaredQueues") {
      expect(Object.keys(engine.latest()?.figures.faults ?? {})).not.toEqual([]);
    }
  },
);

test("A3: an event that cannot be applied costs itself, not its message", async () => {
  const apply = model.applyEvent.bind(model);
  vi.spyOn(model, "applyEvent").mockImplementation((event, now) => {
    if (event.kind === "task" && event.uuid === "bad") throw new Error("no");
    apply(event, now);
  });
  tell([taskEvent("bad", "received"), taskEvent("good", "received")]);
  await vi.waitFor(async () => expect(await engine.query("task", { uuid: "good" })).not.toBeNull(), WAIT);
  await vi.waitFor(() => expect(engine.latest()?.figures.faults).toEqual({ event: 1 }), WAIT);
});

test("A3: a listener that throws does not keep the others from the tick", async () => {
  engine.onTick(() => {
    throw new Error("a listener");
  });
  const told = vi.fn();
  engine.onTick(told);
  await vi.waitFor(() => expect(told).toHaveBeenCalled(), WAIT);
});

test("each place is logged once a minute", () => {
  let now = 0;
  const lines: string[] = [];
  const faults = new Faults(
    (text) => void lines.push(text),
    () => now,
  );
  for (now = 0; now <= 60_000; now += 1_000) faults.note("render", new Error("x"));
  faults.note("tick", "y");
  expect(lines).toHaveLength(3);
  expect(faults.counts).toEqual({ render: 61, tick: 1 });
});
