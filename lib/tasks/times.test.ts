import { describe, expect, test } from "vitest";
import { parseIso } from "./times.ts";

describe("parseIso", () => {
  test.each([
    ["2026-01-02T03:04:05.678901", Date.UTC(2026, 0, 2, 3, 4, 5, 678)],
    ["2026-01-02T03:04:05+01:00", Date.UTC(2026, 0, 2, 2, 4, 5)],
    ["2026-01-02T03:04:05z", Date.UTC(2026, 0, 2, 3, 4, 5)],
    ["tomorrow", null],
    [null, null],
  ])("%j", (text, at) => expect(parseIso(text)).toBe(at));
});
