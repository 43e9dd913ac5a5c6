// A3: what throws in the engine's thread outside every guard leaves it alive with all that it holds; and when the thread does
// end, the next one says that it begins anew.
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { ControlRequest } from "#lib/control/outcome.ts";
import type { OverviewView } from "#lib/live/views.ts";
import { createThreadEngine } from "./thread-client.ts";

const WAIT = { timeout: 20_000, interval: 50 };
const options = {
  name: "main",
  brokerUrl: null,
  demo: null,
  maxTasks: 50_000,
  maxWorkers: 100,
  version: "0",
};
const log: string[] = [];
const engine = createThreadEngine(options, new URL("./failing-thread.test-helper.ts", import.meta.url), {
  log: (level, text) => void log.push(`${level}: ${text}`),
  random: () => 0,
});

beforeAll(async () => {
  await engine.start();
  await vi.waitFor(() => expect(engine.latest()?.figures.tasks).toBeGreaterThan(500), WAIT);
}, 40_000);
afterAll(() => engine.stop());

const tell = (method: string) => {
  const request: ControlRequest = { method, args: {}, destination: [], timeoutMs: 100, expectsReply: false };
  engine.send(request).catch(() => undefined);
};
const findings = async () => {
  const opened = await engine.open("overview?range=1h");
  engine.close("overview?range=1h");
  if (!opened.ok) throw new Error(opened.detail);
  return (opened.value.view as OverviewView).lists.findings;
};

test("A3: an exception that nobody caught costs nothing that is held, is counted and shown", async () => {
  const held = engine.latest()?.figures.tasks ?? 0;
  tell("throw");
  tell("reject");
  await vi.waitFor(() => expect(engine.latest()?.figures.faults.thread).toBe(2), WAIT);
  expect(engine.latest()?.figures.tasks).toBeGreaterThanOrEqual(held);
  expect(engine.latest()?.broker.state).toBe("connected");
  expect(log.join("\n")).toContain("URI malformed");
  // Findings are looked for once a second.
  await vi.waitFor(async () => {
    expect(await findings()).toContainEqual(expect.objectContaining({ key: "faults", level: "warn" }));
  }, WAIT);
  expect(await findings()).not.toContainEqual(expect.objectContaining({ key: "restarted" }));
});

test("A3: an engine that ended says so in the picture, and when, and still shows what it was told", async () => {
  const before = Date.now();
  engine.tell("pauses", [{ queue: "stopped", at: before, by: "ada", reason: null, workers: [] }]);
  tell("end");
  await vi.waitFor(() => expect(log.join("\n")).toContain("starting it again"), WAIT);
  await vi.waitFor(async () => {
    const told = (await findings()).find(({ key }) => key === "restarted");
    expect(told).toMatchObject({ level: "warn", text: expect.stringContaining("are not shown") });
    expect(told?.since).toBeGreaterThanOrEqual(before);
  }, WAIT);
  const paused = await engine.query("queue", { queue: "stopped" });
  expect(paused?.queue.pause).toMatchObject({ by: "ada" });
});
