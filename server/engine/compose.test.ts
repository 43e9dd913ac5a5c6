import { afterEach, describe, expect, it, vi } from "vitest";
import { composeEngine } from "./compose.ts";
import type { Engine } from "./port.ts";

const options = { name: "main", demo: null, maxTasks: 20_000, maxWorkers: 100, version: "0" };

describe("composeEngine", () => {
  let engine: Engine | null = null;
  afterEach(() => engine?.stop());

  it("shows why a broker cannot be watched instead of failing", async () => {
    const log: string[] = [];
    engine = await composeEngine(
      { ...options, brokerUrl: "kafka://user:secret@h" },
      { log: (level, text) => void log.push(`${level} ${text}`) },
    );
    await engine.start();
    const frame = engine.latest()?.frame;
    expect(frame?.broker).toMatchObject({
      state: "disconnected",
      final: true,
      problem: { text: expect.stringContaining("Kafka") },
    });
    expect(JSON.stringify(frame)).not.toContain("secret");
    expect(log).toEqual([expect.stringContaining("error kafka:// cannot be watched")]);
    const ping = { method: "ping", args: {}, destination: null, timeoutMs: 100, expectsReply: true };
    await expect(engine.send(ping)).rejects.toMatchObject({ code: "broker_unavailable" });
  });

  it("logs what is unsafe about a URL that works", async () => {
    const log: string[] = [];
    engine = await composeEngine(
      { ...options, brokerUrl: "rediss://h" },
      { log: (_level, text) => void log.push(text) },
    );
    expect(log.join()).toContain("certificate is not checked");
  });

  it("runs the demo cluster when there is no broker, and its workers obey", async () => {
    engine = await composeEngine({ ...options, brokerUrl: null, demo: { seed: 3 } });
    await engine.start();
    const running = engine;
    await vi.waitFor(
      async () => {
        const workers = await running.query("workers", {});
        expect(
          workers.filter(({ status, slots }) => status === "online" && slots !== null).length,
        ).toBeGreaterThan(5);
        expect(running.latest()?.frame).toMatchObject({ demo: true, broker: { state: "connected" } });
        expect(running.latest()?.figures).toMatchObject({ malformed: {}, dropped: 0 });
        expect(running.latest()?.figures.tasks).toBeGreaterThan(100);
      },
      { timeout: 15_000, interval: 50 },
    );
    const outcome = await engine.send({
      method: "ping",
      args: {},
      destination: null,
      timeoutMs: 2_000,
      expectsReply: true,
    });
    expect(outcome.replies.length).toBeGreaterThan(5);
    expect(outcome.replies.every(({ text }) => text === "pong")).toBe(true);
  });
});
