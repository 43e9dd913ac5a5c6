// A percentile never reads as if it were exact.
import { expect, test } from "vitest";
import { aboutParts, formatAbout } from "./about.ts";
import { Histogram } from "./histogram.ts";

function percentileOf(ms: number): number {
  const histogram = new Histogram();
  histogram.add(ms);
  return histogram.percentile(0.95) ?? Number.NaN;
}

test.each([
  [0.2, "≤ 1 ms"],
  [9, "≈ 9 ms"],
  [345, "≈ 350 ms"],
  [1_234, "≈ 1.3 s"],
  [75_000, "≈ 1 min 15 s"],
  [3_700_000, "≈ 58 min"],
  [900_000_000, "≥ 3 d 8 h"],
])("%d ms is told as %s", (ms, text) => {
  expect(formatAbout(percentileOf(ms))).toBe(text);
});

test("its parts are figures and units", () => {
  expect(aboutParts(1_334)).toEqual([{ value: "≈ 1.3", unit: "s" }]);
});
