import { describe, expect, test } from "vitest";
import { parseIso, ranOf } from "./times.ts";

describe("ranOf", () => {
  const nothing = { runtimeSeconds: null, startedAt: null, finishedAt: null };

  test("prefers the runtime that the worker measured", () => {
    expect(ranOf({ runtimeSeconds: 0.25, startedAt: 1, finishedAt: 9000 })).toBe(250);
    expect(ranOf({ ...nothing, startedAt: 1000, finishedAt: 1400 })).toBe(400);
  });

  test("does not know a runtime from the start of a later attempt", () => {
    expect(ranOf({ ...nothing, startedAt: 2000, finishedAt: 1400 })).toBeNull();
    expect(ranOf(nothing)).toBeNull();
  });
});

describe("parseIso", () => {
  test.each([
    ["2026-01-02T03:04:05.678901", Date.UTC(2026, 0, 2, 3, 4, 5, 678)],
    ["2026-01-02T03:04:05+01:00", Date.UTC(2026, 0, 2, 2, 4, 5)],
    ["2026-01-02T03:04:05.5", Date.UTC(2026, 0, 2, 3, 4, 5, 500)],
    ["2026-01-02T03:04:05z", Date.UTC(2026, 0, 2, 3, 4, 5)],
    ["2026-01-02 03:04", Date.UTC(2026, 0, 2, 3, 4)],
    ["tomorrow", null],
    [null, null],
  ])("%j", (text, at) => expect(parseIso(text)).toBe(at));

  test.each(["hello 5", "0", "-1", "99999", "+275760-09-13T00:00:00Z", "2026-99-99T00:00:00"])(
    "A10: %j is no time",
    (text) => expect(parseIso(text)).toBeNull(),
  );
});
