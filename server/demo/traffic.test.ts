import { expect, test } from "vitest";
import { rhythm } from "./traffic.ts";

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 10, 22);

test("afternoons are busier than nights, and the whole stays within its bounds", () => {
  const around = (hour: number): number => {
    const samples = Array.from({ length: 420 }, (_, second) =>
      rhythm(MIDNIGHT + hour * HOUR + second * 1_000),
    );
    return samples.reduce((sum, value) => sum + value, 0) / samples.length;
  };
  expect(around(15)).toBeGreaterThan(around(3) * 1.5);
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    const value = rhythm(MIDNIGHT + minute * 60_000);
    expect(value).toBeGreaterThanOrEqual(0.59);
    expect(value).toBeLessThanOrEqual(1.31);
  }
});
