// Guards that gaps stay gaps, that queues keep their colours, and that axes are round and contain what they show.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PointRow } from "#lib/series/point.ts";
import { gap } from "#lib/series/series.ts";
import { durationScale, linearScale, timeTicks } from "./axis.ts";
import {
  countFinished,
  isEmpty,
  lastValues,
  loneMoments,
  prepareDepths,
  prepareFailureShare,
  prepareThroughput,
  prepareWait,
  wordsOf,
} from "./prepare.ts";
import type { Frame } from "./span.ts";

const FRAME: Frame = { from: -840_000, to: 60_000, bucketMs: 10_000, watchedSince: -900_000, unwatched: [] };

function point(at: number, known: Partial<PointRow> = {}): PointRow {
  return { ...gap(at), ...known };
}

/** Of a bucket that was watched from its beginning to its end. */
function whole(at: number, known: Partial<PointRow>): PointRow {
  return point(at, { watchedMs: 10_000, ...known });
}

describe("prepared charts", () => {
  it("turns counts into rates, and leaves gaps alone", () => {
    const points = [whole(0, { succeeded: 50, failed: 0 }), point(10_000)];
    const { moments } = prepareThroughput(points, FRAME);
    expect(moments[0]?.values).toEqual({ succeeded: 5, retried: null, failed: 0 });
    expect(moments[1]?.values).toEqual({ succeeded: null, retried: null, failed: null });
    expect(moments[0]).toMatchObject({ from: 0, to: 10_000, at: 5_000 });
  });

  it("divides a count by the time that was watched, not by the width of the bucket", () => {
    const rateOf = (watchedMs: number) =>
      prepareThroughput([point(0, { succeeded: 12, watchedMs })], FRAME).moments[0]?.values.succeeded;
    expect(rateOf(10_000)).toBeCloseTo(1.2);
    expect(rateOf(4_000)).toBe(3);
    expect(rateOf(300), "too short to say anything of a second").toBeNull();
  });

  it("leaves out the bucket that is still filling, until it has had a minute, unless it is all there is", () => {
    const newest = (now: number, bucketMs: number, first: number) => {
      const points = [
        point(0, { succeeded: 50, watchedMs: first }),
        point(bucketMs, { succeeded: 20, watchedMs: now - bucketMs }),
      ];
      const { moments } = prepareThroughput(points, { ...FRAME, to: now, bucketMs });
      return moments.length === 2 ? moments[1] : null;
    };
    expect(newest(14_000, 10_000, 10_000)).toBeNull();
    expect(newest(20_000, 10_000, 10_000)?.values.succeeded).toBe(2);
    expect(newest(480_000 + 59_000, 480_000, 480_000)).toBeNull();
    expect(newest(480_000 + 100_000, 480_000, 480_000)).toMatchObject({
      values: { succeeded: 0.2 },
      from: 480_000,
      to: 580_000,
      at: 530_000,
    });
    expect(newest(480_000 + 10_000, 480_000, 0)?.values.succeeded).toBe(2);
  });

  it("lets a bucket begin when watching did", () => {
    const frame = { ...FRAME, bucketMs: 480_000, watchedSince: 30_000 };
    expect(
      prepareThroughput([point(0, { succeeded: 3, watchedMs: 30_000 })], frame).moments[0],
    ).toMatchObject({
      from: 30_000,
      to: 60_000,
      at: 45_000,
    });
  });

  it("draws nothing in the colour of failure where nothing failed", () => {
    const points = [0, 0, 2, 0, 0].map((failed, index) =>
      whole(index * 10_000, { succeeded: 10, retried: 0, failed }),
    );
    const drawn = prepareThroughput(points, FRAME).moments.map((moment) => moment.drawn);
    expect(drawn.map(({ failed }) => failed)).toEqual([null, 0, 0.2, 0, null]);
    expect(drawn.map(({ retried }) => retried)).toEqual([null, null, null, null, null]);
    expect(drawn.map(({ succeeded }) => succeeded)).toEqual([1, 1, 1, 1, 1]);
    const shares = prepareFailureShare(points, FRAME).moments;
    expect(shares.map((moment) => moment.values.share?.toFixed(2))).toEqual([
      "0.00",
      "0.00",
      "0.17",
      "0.00",
      "0.00",
    ]);
    expect(shares.map((moment) => moment.drawn.share === null)).toEqual([true, false, false, false, true]);
  });

  it("has no failure share where nothing finished", () => {
    const { moments } = prepareFailureShare(
      [whole(0, { succeeded: 0, failed: 0 }), whole(10_000, { succeeded: 3, failed: 1 })],
      FRAME,
    );
    expect(moments.map(({ values }) => values.share)).toEqual([null, 0.25]);
  });

  it("counts what finished; where nobody watched, nobody knows", () => {
    expect(countFinished([point(0), whole(1, { succeeded: 3, failed: 1 })])).toBe(4);
    expect(countFinished([whole(1, { succeeded: 0, failed: 0 })])).toBe(0);
    expect(countFinished([point(0)])).toBeNull();
  });

  it("draws the deepest queues, and gives each the same line whatever its rank", () => {
    const before = prepareDepths([whole(0, { depths: { mail: 5, billing: 9, empty: 0 } })], FRAME, 2);
    const after = prepareDepths([whole(0, { depths: { mail: 50, billing: 9, empty: 0 } })], FRAME, 2);
    expect(before.series.map(({ key }) => key)).toEqual(["billing", "mail"]);
    expect(after.series.map(({ key }) => key)).toEqual(["mail", "billing"]);
    const lineOf = (prepared: typeof before, key: string) => {
      const { colour, dash } = prepared.series.find((each) => each.key === key) ?? {};
      return { colour, dash };
    };
    expect(lineOf(before, "mail")).toEqual(lineOf(after, "mail"));
    expect(lineOf(before, "mail").dash, "not by colour alone").not.toBe(lineOf(before, "billing").dash);
  });

  it("knows an empty picture, the last value behind a gap, and a value that stands alone", () => {
    expect(isEmpty(prepareWait([point(0), point(10_000)], FRAME))).toBe(true);
    const prepared = prepareWait([whole(0, { waitP50Ms: 7 }), point(10_000)], FRAME);
    expect(lastValues(prepared)[0]).toEqual([expect.objectContaining({ label: "p50" }), 7]);
    expect(loneMoments(prepared, "p50")).toEqual(new Set([0]));
    const known = (count: number) =>
      prepareWait(
        Array.from({ length: count }, (_, index) => whole(index * 10_000, { waitP50Ms: 7 })),
        FRAME,
      );
    expect(loneMoments(known(2), "p50").size, "a line too short to be seen").toBe(2);
    expect(loneMoments(known(3), "p50").size).toBe(0);
  });

  it("says of percentiles that they are about, and of what is measured what it is", () => {
    const { series } = prepareWait([], FRAME);
    const words = series.map((each) => wordsOf(each, 1_334, (ms) => `${ms} ms`));
    expect(words).toEqual(["≈ 1.3 s", "≈ 1.3 s", "≈ 1.3 s", "1334 ms"]);
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
