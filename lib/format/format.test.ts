import { describe, expect, it, test } from "vitest";
import { durationParts, formatAge, formatBrief, formatDuration } from "./duration.ts";
import { formatBytes, formatCompact, formatCount, formatRate, formatShare, plural } from "./number.ts";
import { formatClock, formatExact, formatWhen, isoTime } from "./time.ts";

describe("durations", () => {
  it.each([
    [0, "0 ms"],
    [0.4, "<1 ms"],
    [340, "340 ms"],
    [999.6, "1 s"],
    [1240, "1.24 s"],
    [10_000, "10 s"],
    [59_949, "59.9 s"],
    [59_990, "1 min"],
    [252_000, "4 min 12 s"],
    [3_599_999, "1 h"],
    [7_500_000, "2 h 5 min"],
    [273_600_000, "3 d 4 h"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it("never has more than two parts", () => {
    expect(durationParts(90_061_000)).toEqual([
      { value: "1", unit: "d" },
      { value: "1", unit: "h" },
    ]);
  });

  it("tells past from future, and calls less than a second now", () => {
    expect(formatAge(1000, 41_000)).toBe("40 s ago");
    expect(formatAge(400_000, 40_000)).toBe("in 6 min");
    expect(formatAge(1000, 1999)).toBe("now");
    expect(formatBrief(3_700_000)).toBe("1 h");
  });
});

describe("numbers", () => {
  it.each([
    [0, "0"],
    [1204, "1,204"],
    [9999.6, "10 k"],
    [12_408, "12.4 k"],
    [999_960, "1 M"],
    [1_204_331, "1.2 M"],
  ])("compact %d is %s", (count, text) => {
    expect(formatCompact(count)).toBe(text);
  });

  it("never rounds some failures to none, nor a part to all", () => {
    expect(formatShare(0)).toBe("0 %");
    expect(formatShare(0.0002)).toBe("<0.1 %");
    expect(formatShare(0.018)).toBe("1.8 %");
    expect(formatShare(0.9999)).toBe(">99 %");
    expect(formatShare(1)).toBe("100 %");
    expect(formatRate(0)).toBe("0");
    expect(formatRate(0.004)).toBe("<0.01");
    expect(formatRate(0.4)).toBe("0.4");
    expect(formatRate(88.2)).toBe("88");
  });

  it("counts and sizes", () => {
    expect(formatCount(12_408)).toBe("12,408");
    expect(plural(1, "task")).toBe("1 task");
    expect(plural(6, "task")).toBe("6 tasks");
    expect(formatBytes(512)).toBe("512 B");
    expect(formatBytes(1536)).toBe("1.5 KiB");
  });
});

describe("times", () => {
  const at = Date.UTC(2026, 10, 22, 12, 41, 7, 123);
  it("shows the zone it speaks of", () => {
    expect(formatClock(at, "utc")).toBe("12:41:07");
    expect(formatExact(at, "utc")).toBe("22 Nov 2026, 12:41:07.123 UTC");
  });
  it("adds the day only when it is another one", () => {
    expect(formatWhen(at, at + 60_000, "utc")).toBe("12:41:07");
    expect(formatWhen(at, at + 86_400_000, "utc")).toBe("22 Nov, 12:41");
  });
});

test("A3: a number that is no time is told, and does not throw", () => {
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, -8.65e15, 1e300]) {
    expect(formatExact(at, "utc")).toBe("no time");
    expect(formatWhen(at, 0, "utc")).toContain("no time");
    expect(isoTime(at)).toBeUndefined();
  }
  expect(isoTime(0)).toBe("1970-01-01T00:00:00.000Z");
});
