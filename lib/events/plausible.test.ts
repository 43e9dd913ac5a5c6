import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ClusterModel } from "../live/cluster-model.ts";
import { parseStats } from "../workers/parse-stats.ts";
import { decodeEvents } from "./decode-events.ts";
import type { CeleryEvent } from "./event.ts";
import { plausible } from "./plausible.ts";

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const decoded = (wire: object): CeleryEvent[] => {
  const read = decodeEvents({ hostname: "w@h", pid: 1, clock: 1, timestamp: NOW / 1_000, ...wire });
  return read.ok ? [...read.value.events] : [];
};
const read = (wire: object) => decoded(wire).map((event) => plausible(event, NOW))[0];
const succeeded = (runtime: unknown) => read({ type: "task-succeeded", uuid: "u", result: "1", runtime });
const beat = (fields: object) =>
  read({ type: "worker-heartbeat", freq: 2, active: 1, processed: 7, ...fields });

describe("A10: what cannot be so", () => {
  test.each([-99_999, -0.001, 1e308, 400_000_000])("A10: a runtime of %d s is not known", (runtime) => {
    expect(succeeded(runtime)).toMatchObject({ subject: "succeeded", result: "1", runtimeSeconds: null });
  });

  test.each([0, 0.25, 86_400 * 30])("A10: a runtime of %d s is one", (runtime) => {
    expect(succeeded(runtime)).toMatchObject({ runtimeSeconds: runtime });
  });

  test.each([-1, 1e300, 65_001])("A10: %d retries are not known", (retries) => {
    expect(read({ type: "task-received", uuid: "u", name: "t", retries })).toMatchObject({ retries: null });
    expect(read({ type: "task-received", uuid: "u", name: "t", retries: 3 })).toMatchObject({ retries: 3 });
  });

  test.each([1, 1e9, NOW / 1_000 + 2 * 86_400, 253_402_300_799])(
    "A10: an event of second %d happened when it came, and its worker's clock is off by that",
    (timestamp) => {
      expect(read({ type: "task-started", uuid: "u", timestamp })).toMatchObject({
        at: NOW,
        subject: "started",
      });
      expect(beat({ timestamp })).toMatchObject({ at: NOW, driftMs: NOW - timestamp * 1_000 });
    },
  );

  test.each([-14 * HOUR, -5_000, 5_000, 14 * HOUR, 29 * 24 * HOUR])(
    "A10: a clock that is %d ms behind is drift, and stays",
    (behind) => {
      const [event] = decoded({ type: "worker-heartbeat", timestamp: (NOW - behind) / 1_000 });
      expect(event && plausible(event, NOW)).toBe(event);
    },
  );

  test.each([
    [{ active: -5 }, { active: null, processed: 7 }],
    [{ processed: -1 }, { active: 1, processed: null }],
    [{ processed: 2 ** 60 }, { processed: null }],
    [{ freq: 0 }, { freqSeconds: null }],
    [{ freq: -2 }, { freqSeconds: null }],
    [{ freq: 1e9 }, { freqSeconds: null }],
    [{ loadavg: [-1, 0, 0] }, { loadavg: null }],
  ])("A10: a heartbeat with %o is one without it", (fields, expected) => {
    expect(beat(fields)).toMatchObject({ subject: "heartbeat", ...expected });
  });

  test("A10: figures of inspect, too", () => {
    const stats = parseStats({
      pool: { "max-concurrency": -4 },
      prefetch_count: 1e300,
      uptime: -7,
      pid: 12,
      total: { ok: 3, odd: -3 },
    });
    expect(stats).toMatchObject({
      slots: null,
      prefetch: null,
      uptimeSeconds: null,
      pid: 12,
      totals: { ok: 3 },
    });
    expect(stats?.totals).not.toHaveProperty("odd");
  });
});

test("A10: whatever numbers come, no figure that is drawn or counted is impossible", () => {
  const number = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.constantFrom(-99_999, 1e308, 2 ** 60, 253_402_300_799),
  );
  const wire = fc.record({
    type: fc.constantFrom(
      "task-received",
      "task-started",
      "task-succeeded",
      "worker-heartbeat",
      "worker-online",
    ),
    uuid: fc.constantFrom("a", "b"),
    timestamp: number,
    runtime: number,
    freq: number,
    active: number,
    processed: number,
    loadavg: fc.array(number, { maxLength: 3 }),
    pid: number,
    clock: number,
  });
  fc.assert(
    fc.property(fc.array(wire, { maxLength: 12 }), (list) => {
      const model = new ClusterModel({ maxTasks: 100, maxWorkers: 10 });
      for (const event of list.flatMap(decoded)) model.applyEvent(plausible(event, NOW), NOW);
      model.expire(NOW);
      for (const { family, series } of model.drainMetrics(NOW).set) {
        for (const one of series) {
          const value = "sum" in one ? one.sum : one.value;
          expect(value, family).toBeGreaterThanOrEqual(0);
          expect(value, family).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
        }
      }
      for (const uuid of ["a", "b"]) {
        const task = model.task(uuid);
        if (task) expect(Math.abs(task.timestamp - NOW)).toBeLessThanOrEqual(31 * 24 * HOUR);
      }
    }),
  );
});
