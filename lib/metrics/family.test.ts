import { describe, expect, test } from "vitest";
import { BOUNDS } from "../bounds/bounds.ts";
import { RUNTIME_BOUNDS } from "./batch.ts";
import { Family } from "./family.ts";

const MAX_SERIES = BOUNDS.metric_series.limit;

describe("Family", () => {
  test("hands out only what changed, as cumulative values", () => {
    const family = new Family();
    family.add(["a", "x"], 1);
    family.add(["b", "x"], 1);
    expect(family.drain()).toEqual([
      { labels: ["a", "x"], value: 1 },
      { labels: ["b", "x"], value: 1 },
    ]);
    family.add(["a", "x"], 2);
    expect(family.drain()).toEqual([{ labels: ["a", "x"], value: 3 }]);
    expect(family.drain()).toEqual([]);
  });

  test("a gauge set to what it is tells nothing, but its first zero does", () => {
    const family = new Family();
    family.set(["a"], 0);
    expect(family.drain()).toEqual([{ labels: ["a"], value: 0 }]);
    family.set(["a"], 0);
    expect(family.drain()).toEqual([]);
  });

  test("a histogram counts each value in the first bound that holds it", () => {
    const family = new Family(RUNTIME_BOUNDS);
    for (const value of [0.005, 0.02, 11]) family.observe(["a"], value);
    const [series] = family.drain();
    if (!series || !("buckets" in series)) throw new Error("no histogram");
    expect(series.buckets).toHaveLength(RUNTIME_BOUNDS.length);
    expect(series.buckets.slice(0, 3)).toEqual([1, 0, 1]);
    expect(series.buckets.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(series).toMatchObject({ count: 3, sum: 11.025 });
  });

  test("keeps a bounded number of series, counts the rest, and forgets a worker's", () => {
    const family = new Family();
    for (let index = 0; index < MAX_SERIES + 5; index += 1) family.add([`w${index}`, "x"], 1);
    expect(family.drain()).toHaveLength(MAX_SERIES);
    expect(family.dropped).toBe(5);
    family.add(["w0", "x"], 1);
    family.forget("w0");
    expect(family.drain()).toEqual([]);
    family.add(["new", "x"], 1);
    expect(family.drain()).toHaveLength(1);
    expect(family.dropped).toBe(5);
  });
});
