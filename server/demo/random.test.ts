import { expect, test } from "vitest";
import { Random } from "./random.ts";

test("the same seed gives the same numbers, another seed others", () => {
  const numbers = (seed: number): number[] => {
    const random = new Random(seed);
    return Array.from({ length: 100 }, () => random.next());
  };
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
  expect(numbers(0x1_0000_0001)).not.toEqual(numbers(1));
});

test("numbers spread evenly, and the ends of a range are reached", () => {
  const random = new Random(4);
  const counts = new Map<number, number>();
  for (let drawn = 0; drawn < 60_000; drawn += 1) {
    const value = random.int(1, 6);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test("mean of the arrivals and median of the run times are what was asked for", () => {
  const random = new Random(9);
  const gaps = Array.from({ length: 20_000 }, () => random.exponential(40));
  expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeCloseTo(40, -1);
  const times = Array.from({ length: 20_000 }, () => random.lognormal(500, 0.6)).sort((a, b) => a - b);
  expect(times[10_000]).toBeGreaterThan(480);
  expect(times[10_000]).toBeLessThan(520);
  expect(times[0]).toBeGreaterThan(0);
});

test("uuids are version 4 and differ", () => {
  const random = new Random(1);
  const uuids = Array.from({ length: 10_000 }, () => random.uuid());
  expect(new Set(uuids).size).toBe(uuids.length);
  for (const uuid of uuids)
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
