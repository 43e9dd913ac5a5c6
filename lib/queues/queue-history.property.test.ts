// The past of a queue, at every resolution, adds up to what happened; gaps stay gaps.
import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketOf } from "../series/histogram.ts";
import { RESOLUTIONS } from "../series/ranges.ts";
import { Series } from "../series/series.ts";
import { noPoints, QueueHistory } from "./queue-history.ts";

const START = 1_700_000_000_000;

const happening = fc.record({
  gapMs: fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 900_000 })),
  what: fc.constantFrom("sent", "taken", "depth"),
  value: fc.nat({ max: 50 }),
});

test.each(RESOLUTIONS)("over $range", ({ range, bucketSeconds, buckets }) => {
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
      const history = new QueueHistory();
      let now = START;
      const done: { at: number; what: string; value: number }[] = [];
      for (const { gapMs, what, value } of happenings) {
        now += gapMs;
        if (what === "depth") history.depth(value, now);
        else if (what === "sent") history.sent(value, now);
        else history.taken(value, now);
        done.push({ at: now, what, value });
      }
      const points = history.points(range, now);
      expect(points).toHaveLength(buckets);
      const width = bucketSeconds * 1_000;
      const since = points[0]?.at ?? 0;
      const within = done.filter(({ at }) => at >= since);
      const sum = (what: string) =>
        within.reduce((all, each) => all + (each.what === what ? each.value : 0), 0);
      const said = (key: "sent" | "taken") => points.reduce((all, point) => all + (point[key] ?? 0), 0);
      expect(said("taken")).toBe(sum("taken"));
      // Where nobody told of sending, it is derived.
      expect(said("sent")).toBeGreaterThanOrEqual(sum("sent"));
      const seenAt = (at: number) => {
        const seen = within.filter((each) => each.what === "depth" && each.at >= at && each.at < at + width);
        return seen.length === 0 ? null : Math.max(...seen.map(({ value }) => value));
      };
      for (const { at, depth } of points.slice(0, -2)) {
        const [before, seen, after] = [seenAt(at - width), seenAt(at), seenAt(at + width)];
        // One span without a reading between two with one is no gap.
        expect(depth).toBe(seen ?? (after === null ? null : before));
      }
    }),
  );
});

test("a queue without a past has as many points, all unknown", () => {
  expect(noPoints("15m", START)).toEqual(new QueueHistory().points("15m", START));
});

test.each(RESOLUTIONS)(
  "how long its tasks waited is what the overview says of all, over $range",
  ({ range }) => {
    const waits = fc.array(fc.record({ gapMs: fc.nat({ max: 90_000 }), ms: fc.nat({ max: 3_600_000 }) }), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(waits, (started) => {
        const [history, series] = [new QueueHistory(), new Series()];
        let now = START;
        for (const { gapMs, ms } of started) {
          now += gapMs;
          history.wait(bucketOf(ms), now);
          series.wait(ms, now);
        }
        const inMs = (ms: number | null) => (ms === null ? null : Math.round(ms));
        const told = history.points(range, now);
        series.points(range, now).forEach((point, index) => {
          expect(inMs(told[index]?.waitP50Ms ?? null)).toBe(inMs(point.waitP50Ms));
          expect(inMs(told[index]?.waitP95Ms ?? null)).toBe(inMs(point.waitP95Ms));
          expect(inMs(told[index]?.waitP99Ms ?? null)).toBe(inMs(point.waitP99Ms));
        });
      }),
    );
  },
);

test.each(RESOLUTIONS)("a clock that is set back goes on, over $range", ({ range }) => {
  const history = new QueueHistory();
  for (const start of [START + 3_600_000, START]) {
    for (let second = 0; second < 100; second += 5) {
      history.depth(1, start + second * 1_000);
      history.taken(1, start + second * 1_000);
      history.wait(bucketOf(1_000), start + second * 1_000);
    }
  }
  const points = history.points(range, START + 95_000);
  // A span that holds both times has both.
  expect([20, 40]).toContain(points.reduce((sum, { taken }) => sum + (taken ?? 0), 0));
  expect(points.at(-1)?.waitP95Ms).toBeGreaterThan(900);
});
