import { afterEach, describe, expect, it, vi } from "vitest";
import type { ControlRequest } from "#lib/control/outcome.ts";
import type { Engine, EngineTick } from "./port.ts";
import { createThreadEngine } from "./thread-client.ts";

const ENTRY = new URL("./fake-thread.test-helper.ts", import.meta.url);
const request = (method: string): ControlRequest => ({
  method,
  args: {},
  destination: null,
  timeoutMs: 100,
  expectsReply: true,
});

describe("createThreadEngine", () => {
  const engines: Engine[] = [];
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.stop();
  });

  function create(version = "") {
    const log: string[] = [];
    const ticks: EngineTick[] = [];
    const options = { name: "main", brokerUrl: null, demo: null, maxTasks: 1, maxWorkers: 1, version };
    const engine = createThreadEngine(options, ENTRY, {
      log: (level, text) => void log.push(`${level}: ${text}`),
      random: () => 0,
    });
    engine.onTick((tick) => void ticks.push(tick));
    engines.push(engine);
    return { engine, log, ticks };
  }

  it("carries errors with their code", async () => {
    const { engine } = create();
    await engine.start();
    await expect(engine.send(request("any"))).rejects.toMatchObject({
      code: "too_many",
      message: "slow down",
      details: { a: "b" },
    });
  });

  it("holds a topic once in the thread, however many hold it here", async () => {
    const { engine } = create();
    await engine.start();
    await Promise.all([engine.open("workers"), engine.open("workers"), engine.open("frame")]);
    expect(await engine.query("names", {})).toEqual({ workers: 1, frame: 1 });
    engine.close("workers");
    engine.close("frame");
    engine.close("never opened");
    expect(await engine.query("names", {})).toEqual({ workers: 1, frame: 0 });
  });

  it("says so when its thread dies, tells who waits, and comes back with the topics", async () => {
    const { engine, log, ticks } = create();
    await engine.start();
    const before = await engine.open("workers");
    const waiting = engine.send(request("hang"));
    const expectation = expect(waiting).rejects.toMatchObject({ code: "broker_unavailable" });
    engine.send(request("crash")).catch(() => {});
    await expectation;
    expect(engine.latest()?.broker).toMatchObject({
      state: "disconnected",
      problem: { code: "unknown" },
      attempt: 1,
    });
    expect(engine.latest()?.frame.broker.state).toBe("disconnected");
    expect(log.join()).toContain("boom");
    await expect(engine.query("names", {})).rejects.toMatchObject({ code: "broker_unavailable" });

    await vi.waitFor(() => expect(ticks.some(({ deltas }) => deltas.length > 0)).toBe(true), {
      timeout: 10_000,
    });
    const gap = ticks.find(({ deltas }) => deltas.length > 0)?.deltas[0];
    const seq = before.ok ? before.value.seq : Number.NaN;
    expect(gap).toMatchObject({ topic: "workers", delta: {} });
    expect(gap?.seq).toBeGreaterThan(seq + 1);
    expect(await engine.query("names", {})).toEqual({ workers: 1 });
    expect(engine.latest()?.broker.state).toBe("connected");
  });

  it("tells a new thread the last fact of each kind before anything else", async () => {
    const pause = (queue: string) => ({ queue, at: 1, by: "ada", reason: null, workers: [] });
    const { engine, ticks } = create();
    engine.tell("pauses", [pause("early")]);
    await engine.start();
    expect(await engine.query("seenNames", {})).toEqual([JSON.stringify([pause("early")]), "start", "query"]);
    engine.tell("pauses", [pause("mail")]);
    await engine.open("workers");
    engine.send(request("crash")).catch(() => {});
    await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("disconnected"));
    engine.tell("pauses", [pause("mail"), pause("video")]);
    await vi.waitFor(() => expect(ticks.some(({ deltas }) => deltas.length > 0)).toBe(true), {
      timeout: 10_000,
    });
    const told = JSON.stringify([pause("mail"), pause("video")]);
    expect(await engine.query("seenNames", {})).toEqual([told, "start", "open", "query"]);
  });

  it("waits longer each time when the thread cannot start", async () => {
    const { engine, log } = create("sick");
    await expect(engine.start()).rejects.toMatchObject({ code: "broker_unavailable" });
    await vi.waitFor(
      () => expect(log.filter((line) => line.includes("again in")).length).toBeGreaterThan(2),
      {
        timeout: 15_000,
      },
    );
    const waits = log.map((line) => /again in (\d+) ms/.exec(line)?.[1]).filter((wait) => wait !== undefined);
    expect(waits.slice(0, 3)).toEqual(["125", "250", "500"]);
  });

  it("ends a thread that does not answer", async () => {
    const { engine } = create("deaf");
    await engine.start();
    const before = Date.now();
    await engine.stop();
    expect(Date.now() - before).toBeLessThan(4_000);
    await expect(engine.query("names", {})).rejects.toMatchObject({ code: "broker_unavailable" });
  });
});
