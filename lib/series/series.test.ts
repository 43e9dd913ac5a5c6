import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOUNDS } from "../bounds/bounds.ts";
import { Histogram } from "./histogram.ts";
import { NameSeries } from "./names.ts";
import { RESOLUTIONS } from "./ranges.ts";
import { RateCounter } from "./rate-counter.ts";
import { Series } from "./series.ts";

const START = 1_700_000_000_000;

describe("Histogram", () => {
  test("a percentile is within 10 % of the true one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 1, max: 1e8, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.5, 0.95, 0.99),
        (values, share) => {
          const histogram = new Histogram();
          for (const value of values) histogram.add(value);
          const sorted = values.toSorted((a, b) => a - b);
          const truth = sorted[Math.max(1, Math.ceil(share * values.length)) - 1] ?? 0;
          const told = histogram.percentile(share) ?? 0;
          expect(told / truth).toBeGreaterThan(0.89);
          expect(told / truth).toBeLessThan(1.12);
        },
      ),
    );
  });

  test("of nothing is null; odd values land at the bounds", () => {
    const histogram = new Histogram();
    expect(histogram.percentile(0.5)).toBeNull();
    for (const odd of [0, -5, Number.NaN]) histogram.add(odd);
    expect(histogram.percentile(0.99)).toBe(1);
    histogram.add(Number.POSITIVE_INFINITY);
    expect(histogram.percentile(1)).toBeGreaterThan(2e8);
  });
});

describe("RateCounter", () => {
  test("counts the last 60 s, and decays while nothing happens", () => {
    const counter = new RateCounter();
    for (let second = 0; second < 120; second += 1) counter.add(START + second * 1_000);
    const end = START + 119_000;
    expect(counter.perMinute(end)).toBe(60);
    expect(counter.perSecond(end, 5)).toBe(1);
    expect(counter.perMinute(end + 30_000)).toBe(30);
    expect(counter.perMinute(end + 3_600_000)).toBe(0);
  });

  test("agrees with counting by hand", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40_000 }), { maxLength: 30 }), (gaps) => {
        const counter = new RateCounter();
        const times: number[] = [];
        let now = START;
        for (const gap of gaps) {
          now += gap;
          counter.add(now);
          times.push(Math.floor(now / 1_000));
          const second = Math.floor(now / 1_000);
          expect(counter.perMinute(now)).toBe(times.filter((time) => time > second - 60).length);
        }
      }),
    );
  });
});

describe("Series", () => {
  test.each(RESOLUTIONS.map(({ range }) => range))(
    "the %s range adds up to what happened, with gaps as null",
    (range) => {
      const series = new Series();
      let total = 0;
      for (let second = 0; second < 600; second += 1) {
        const now = START + second * 1_000;
        const watched = second < 200 || second >= 400;
        if (!watched) continue;
        series.observe(second * 10, { mail: second }, now);
        if (second % 3 !== 0) continue;
        series.count("succeeded", now);
        series.runtime(100, now);
        total += 1;
      }
      const points = series.points(range, START + 599_000);
      const resolution = RESOLUTIONS.find((each) => each.range === range);
      expect(points).toHaveLength(resolution?.buckets ?? 0);
      const sum = points.reduce((all, { succeeded }) => all + (succeeded ?? 0), 0);
      expect(sum).toBe(total);
      expect(series.watchedSince).toBe(START);
      expect(points[0]).toMatchObject({
        succeeded: null,
        runtimeP50Ms: null,
        oldestWaitMs: null,
        depths: {},
      });
      const known = points.filter(({ succeeded }) => succeeded !== null);
      expect(known.at(-1)?.depths.mail).toBeGreaterThan(590);
      expect(known.at(-1)?.runtimeP50Ms).toBeGreaterThan(90);
      if (range === "15m") expect(known).toHaveLength(80);
    },
  );

  test("what is older than the range is gone", () => {
    const series = new Series();
    series.count("failed", START);
    expect(series.points("15m", START + 900_000).every(({ failed }) => failed === null)).toBe(true);
    expect(series.lastMinute(START + 900_000)).toMatchObject({ failed: 0, runtimeP95Ms: null });
  });

  test("an unchanged point keeps its reference, a changed one gets a new one", () => {
    const series = new Series();
    series.count("received", START);
    const before = series.points("15m", START).at(-1);
    expect(series.points("15m", START).at(-1)).toBe(before);
    series.count("received", START);
    expect(series.points("15m", START).at(-1)).not.toBe(before);
    expect(series.points("15m", START).at(-1)?.received).toBe(2);
  });

  test("knows how much of each bucket was watched", () => {
    const series = new Series();
    // START is at the beginning of a bucket of 5 s; of 20 s, 10 s were gone.
    for (let second = 2; second < 100; second += 1) series.observe(null, {}, START + second * 1_000);
    const watched = (range: "15m" | "1h") => {
      const known = series.points(range, START + 99_000).filter(({ watchedMs }) => watchedMs > 0);
      return known.map(({ watchedMs }) => watchedMs);
    };
    expect(watched("15m")).toEqual([3_000, ...Array<number>(18).fill(5_000), 4_000]);
    const all = watched("1h").reduce((sum, ms) => sum + ms, 0);
    expect(all).toBe(97_000);
    series.forget(START + 12_000, START + 31_000);
    expect(watched("15m").slice(0, 6)).toEqual([3_000, 5_000, 2_000, 4_000, 5_000, 5_000]);
    expect(watched("1h").reduce((sum, ms) => sum + ms, 0)).toBe(97_000 - 19_000);
  });

  test("keeps the most that waited in each queue", () => {
    const series = new Series();
    for (let second = 0; second < 60; second += 1)
      series.observe(
        null,
        second < 30 ? { mail: second, billing: null } : { billing: 1 },
        START + second * 1_000,
      );
    const newest = series.points("24h", START + 59_000).at(-1);
    expect(newest?.depths).toEqual({ mail: 29, billing: 1 });
  });

  test.each(RESOLUTIONS.map(({ range }) => range))(
    "a clock that is set back goes on counting, over %s",
    (range) => {
      const series = new Series();
      const hour = 3_600_000;
      for (let second = 0; second < 100; second += 1) {
        series.observe(null, {}, START + hour + second * 1_000);
        series.count("succeeded", START + hour + second * 1_000);
      }
      for (let second = 0; second < 100; second += 1) {
        series.observe(null, {}, START + second * 1_000);
        series.count("succeeded", START + second * 1_000);
      }
      const points = series.points(range, START + 99_000);
      const counted = points.reduce((sum, { succeeded }) => sum + (succeeded ?? 0), 0);
      // What was counted under times that are yet to come is only kept where a bucket holds both.
      expect([100, 200]).toContain(counted);
      expect(series.watchedSince).toBe(START);
    },
  );

  test("a clock that steps back loses nothing", () => {
    const series = new Series();
    series.count("received", START);
    series.count("received", START - 60_000);
    expect(series.points("15m", START).at(-1)?.received).toBe(2);
  });
});

test("a queue may be named as what every object has", () => {
  const series = new Series();
  series.observe(null, { mail: 1 }, START);
  for (const depth of [3, 5, 4]) series.observe(null, { mail: 1, constructor: depth }, START);
  expect(series.points("15m", START).at(-1)?.depths).toEqual({ mail: 1, constructor: 5 });
});

describe("NameSeries", () => {
  test("forgets by sixths of the range", () => {
    const names = new NameSeries();
    names.succeeded("a", 50, START);
    names.failed("a", null, START);
    names.succeeded("b", 10, START);
    expect(names.rows("15m", 10, START)).toMatchObject([
      { key: "a", count: 2, failed: 1 },
      { key: "b", count: 1, failed: 0 },
    ]);
    expect(names.rows("15m", 1, START)).toHaveLength(1);
    expect(names.rows("15m", 10, START + 900_000)).toEqual([]);
    expect(names.rows("1h", 10, START + 900_000)).toHaveLength(2);
  });

  test("keeps a bounded number of names and counts the rest", () => {
    const names = new NameSeries();
    for (let index = 0; index < BOUNDS.task_names.limit + 10; index += 1)
      names.succeeded(`n${index}`, 1, START);
    expect(names.rows("7d", 10_000, START)).toHaveLength(BOUNDS.task_names.limit);
    expect(names.dropped).toBe(10 * RESOLUTIONS.length);
  });
});
