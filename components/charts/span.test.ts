// The axis is the chosen range, whatever is known of it; what nobody watched is said; every range tells the same count.
import { describe, expect, it } from "vitest";
import { RESOLUTIONS } from "#lib/series/ranges.ts";
import { Series } from "#lib/series/series.ts";
import { marksIn, markWords, placeLabels, unwatchedWords } from "./marks.ts";
import { countFinished, prepareThroughput } from "./prepare.ts";
import { type Bucket, frameOf } from "./span.ts";

const START = Date.UTC(2026, 10, 22, 12, 3, 1);
const MINUTE = 60_000;

/** Three a second, for so many seconds. */
function watched(seconds: number, gap: readonly [from: number, to: number] = [0, 0]): Series {
  const series = new Series();
  for (let second = 0; second < seconds; second += 1) {
    if (second >= gap[0] && second < gap[1]) continue;
    const now = START + second * 1000;
    series.observe(null, { mail: second % 7 }, now);
    for (let task = 0; task < 3; task += 1) series.count("succeeded", now);
  }
  return series;
}

describe.each(RESOLUTIONS)("young data at $range", ({ range, bucketSeconds, buckets }) => {
  const rangeMs = bucketSeconds * buckets * 1000;

  it.each([7, 50, 200, 850])("after %d s", (seconds) => {
    const now = START + seconds * 1000;
    const series = watched(seconds);
    const points = series.points(range, now);
    const frame = frameOf(points, range, bucketSeconds, series.watchedSince, now);
    expect(frame).toMatchObject({ from: now - rangeMs, to: now, watchedSince: START });
    expect(frame.unwatched).toEqual([{ from: now - rangeMs, to: START }]);
    expect(countFinished(points)).toBe(3 * seconds);
    const { moments } = prepareThroughput(points, frame);
    const rates = moments.flatMap(({ values }) => values.succeeded ?? []);
    expect(rates.length).toBeGreaterThan(0);
    for (const rate of rates) expect(rate).toBeCloseTo(3, 0);
    for (const { at, values } of moments) {
      if (values.succeeded === null) continue;
      expect(at).toBeGreaterThanOrEqual(START);
      expect(at).toBeLessThanOrEqual(now);
    }
  });

  it("a gap is a gap, and a rate beside it is one of what was watched", () => {
    const now = START + 600_000;
    const series = watched(600, [200, 500]);
    series.forget(START + 200_000, START + 500_000);
    const points = series.points(range, now);
    expect(countFinished(points)).toBe(900);
    const frame = frameOf(points, range, bucketSeconds, series.watchedSince, now);
    for (const { values } of prepareThroughput(points, frame).moments)
      if (values.succeeded !== null) expect(values.succeeded).toBeCloseTo(3, 0);
    const gaps = frame.unwatched.slice(1).map(({ from, to }) => to - from);
    // As wide as it was, but for the buckets at its ends that were watched in part.
    if (bucketSeconds <= 120) expect(gaps).toEqual([expect.any(Number)]);
    for (const gap of gaps) expect(300_000 - gap).toBeLessThan(2 * bucketSeconds * 1000);
  });
});

describe("the span of charts", () => {
  const points = (newest: number): Bucket[] =>
    Array.from({ length: 180 }, (_, index) => ({
      at: newest - (179 - index) * 5_000,
      watchedMs: index === 179 ? 1_000 : 5_000,
    }));

  it("believes the browser's clock as far as the newest bucket goes", () => {
    const endAt = (now: number) => frameOf(points(START), "15m", 5, START - 3_600_000, now).to;
    expect(endAt(START + 2_000)).toBe(START + 2_000);
    expect(endAt(START - 3_600_000)).toBe(START + 1_000);
    expect(endAt(START + 3_600_000)).toBe(START + 5_000);
  });

  it("has nothing unwatched when all was watched, and all of it when nothing was", () => {
    expect(frameOf(points(START), "15m", 5, START - 3_600_000, START).unwatched).toEqual([]);
    const none = frameOf([], "15m", 5, null, START);
    expect(none.unwatched).toEqual([{ from: none.from, to: none.to }]);
  });
});

describe("labels above a chart", () => {
  const frame = (sinceMinutesAgo: number) => ({
    from: START - 15 * MINUTE,
    to: START,
    bucketMs: 5_000,
    watchedSince: START - sinceMinutesAgo * MINUTE,
    unwatched: [{ from: START - 15 * MINUTE, to: START - sinceMinutesAgo * MINUTE }],
  });
  const mark = (minutesAgo: number, label = "behind since") => ({ at: START - minutesAgo * MINUTE, label });

  it("say when, and never run into each other or over the edge", () => {
    for (const width of [0, 120, 250, 300, 640])
      for (const ago of [0, 1, 3, 7, 14.9])
        for (const other of [0, 0.5, 2, 8, 14]) {
          const labels = placeLabels([mark(ago), mark(other, "paused since")], frame(5), "utc", width);
          const ends = labels
            .map(({ x, text }) => [x, x + text.length * 5.6] as const)
            .sort((a, b) => a[0] - b[0]);
          ends.forEach(([left, right], index) => {
            expect(left).toBeGreaterThanOrEqual(0);
            expect(right).toBeLessThanOrEqual(width);
            expect(left).toBeGreaterThan(ends[index - 1]?.[1] ?? -1);
          });
        }
    expect(placeLabels([mark(3)], frame(5), "utc", 640).map(({ text }) => text)).toEqual([
      "behind since 12:00",
      "not watched before 11:58",
    ]);
  });

  it("say nothing of a moment that is over and has left the chart", () => {
    const over = { at: START - 20 * MINUTE, label: "resumed", isOver: true } as const;
    expect(marksIn([over, mark(20)], frame(5))).toEqual([mark(20)]);
    expect(marksIn([{ ...over, at: START - MINUTE }], frame(5))).toHaveLength(1);
  });

  it("name the day when it is another, and point to what lies before the chart", () => {
    const yesterday = { at: START - 86_400_000, label: "behind since" };
    expect(markWords(yesterday, frame(5), "utc")).toBe("behind since 21 Nov, 12:03");
    expect(placeLabels([yesterday], frame(5), "utc", 300)[0]).toEqual({
      text: "← behind since 21 Nov, 12:03",
      x: 0,
    });
    expect(unwatchedWords(frame(5), 0, "utc", START)).toBe("not watched before 11:58");
  });
});
