// The past of a queue, at every resolution, adds up to what happened; gaps stay gaps.
import fc from "fast-check";
import { expect, test } from "vitest";
import { RESOLUTIONS } from "../series/ranges.ts";
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
      // A coarse span learns of the open five seconds when they close.
      now += 6_000;
      history.depth(0, now);
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
