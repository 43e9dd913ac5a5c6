// Guards that gaps stay gaps, that queues keep their colours, and that axes are round and contain what they show.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PointRow } from "#lib/series/point.ts";
import { gap } from "#lib/series/series.ts";
import { durationScale, linearScale, timeTicks } from "./axis.ts";
import {
  isEmpty,
  lastValues,
  prepareDepths,
  prepareFailureShare,
  prepareThroughput,
  prepareWait,
} from "./prepare.ts";

function point(at: number, known: Partial<PointRow> = {}): PointRow {
  return { ...gap(at), ...known };
}

describe("prepared charts", () => {
  it("turns counts into rates, and leaves gaps alone", () => {
    const { moments } = prepareThroughput(
      [point(0, { succeeded: 50, failed: 0 }), point(10_000)],
      10,
      60_000,
    );
    expect(moments[0]?.values).toEqual({ succeeded: 5, retried: null, failed: 0 });
    expect(moments[1]?.values).toEqual({ succeeded: null, retried: null, failed: null });
  });

  it("does not show the bucket that is still filling as a collapse", () => {
    const points = [point(0, { succeeded: 50 }), point(10_000, { succeeded: 20 })];
    const newest = (now: number) => prepareThroughput(points, 10, now).moments[1]?.values.succeeded;
    expect(newest(14_000)).toBe(5);
    expect(newest(11_000)).toBeNull();
    expect(newest(99_000)).toBe(2);
  });

  it("has no failure share where nothing finished", () => {
    const { moments } = prepareFailureShare([
      point(0, { succeeded: 0, failed: 0 }),
      point(1, { succeeded: 3, failed: 1 }),
    ]);
    expect(moments.map(({ values }) => values.share)).toEqual([null, 0.25]);
  });

  it("draws the deepest queues, and gives each the same colour whatever its rank", () => {
    const before = prepareDepths([point(0, { depths: { mail: 5, billing: 9, empty: 0 } })], 2);
    const after = prepareDepths([point(0, { depths: { mail: 50, billing: 9, empty: 0 } })], 2);
    expect(before.series.map(({ key }) => key)).toEqual(["billing", "mail"]);
    expect(after.series.map(({ key }) => key)).toEqual(["mail", "billing"]);
    const colourOf = (prepared: typeof before, key: string) =>
      prepared.series.find((s) => s.key === key)?.colour;
    expect(colourOf(before, "mail")).toBe(colourOf(after, "mail"));
  });

  it("knows an empty picture, and the last value behind a gap", () => {
    expect(isEmpty(prepareWait([point(0), point(1)]))).toBe(true);
    expect(lastValues(prepareWait([point(0, { waitP50Ms: 7 }), point(1)]))[0]).toEqual(["p50", 7]);
  });
});

describe("axes", () => {
  it("linear: contains the maximum, two to five round ticks", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (max) => {
        const { domain, ticks } = linearScale(max);
        expect(domain[0]).toBe(0);
        expect(domain[1]).toBeGreaterThanOrEqual(max);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(4);
        for (const tick of ticks) expect(tick).toBeLessThanOrEqual(domain[1]);
      }),
    );
    expect(linearScale(412).ticks).toEqual([200, 400]);
  });

  it("durations: contains both ends, never touches zero, has a tick", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e8, noNaN: true }),
        fc.double({ min: 0, max: 1e8, noNaN: true }),
        (a, b) => {
          const [min, max] = a < b ? [a, b] : [b, a];
          const { domain, ticks } = durationScale(min, max);
          expect(domain[0]).toBeGreaterThan(0);
          expect(domain[0]).toBeLessThanOrEqual(Math.max(1, min));
          expect(domain[1]).toBeGreaterThanOrEqual(max);
          expect(ticks.length).toBeGreaterThanOrEqual(1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(domain[0]);
            expect(tick).toBeLessThanOrEqual(domain[1]);
          }
        },
      ),
    );
  });

  it("times: round in their zone", () => {
    const from = Date.UTC(2026, 10, 22, 12, 3);
    expect(
      timeTicks(from, from + 3_600_000, 4, 0).map((at) => new Date(at).toISOString().slice(11, 16)),
    ).toEqual(["12:15", "12:30", "12:45", "13:00"]);
    const india = 5.5 * 3_600_000;
    const hours = timeTicks(from, from + 24 * 3_600_000, 6, india).map((at) =>
      new Date(at + india).getUTCMinutes(),
    );
    expect(new Set(hours)).toEqual(new Set([0]));
  });
});
