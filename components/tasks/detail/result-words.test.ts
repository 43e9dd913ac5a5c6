import { describe, expect, it } from "vitest";
import { contradiction, progressOf } from "./result-words.ts";

describe("contradiction", () => {
  it("is told only when both can know", () => {
    expect(contradiction({ state: "STARTED" }, { status: "SUCCESS" })).toContain("missed");
    expect(contradiction({ state: "FAILURE" }, { status: "SUCCESS" })).toContain("FAILURE");
    expect(contradiction({ state: "SUCCESS" }, { status: "SUCCESS" })).toBeNull();
    expect(contradiction({ state: "STARTED" }, { status: "PROGRESS" })).toBeNull();
    expect(contradiction({ state: "SUCCESS" }, { status: "STARTED" })).toBeNull();
  });
});

describe("progress", () => {
  it.each([
    [{ current: 3, total: 10 }, 0.3],
    [{ done: 5, total: 4 }, 1],
    [{ percent: 40 }, 0.4],
  ])("%j", (value, share) => {
    expect(progressOf({ status: "PROGRESS", value })?.share).toBe(share);
  });
  it.each([[null], [[1]], [{ total: 3 }], [{ current: 1, total: 0 }], ["half"]])(
    "is not made up from %j",
    (value) => {
      expect(progressOf({ status: "PROGRESS", value })).toBeNull();
    },
  );
  it("is none for what has ended", () => {
    expect(progressOf({ status: "SUCCESS", value: { current: 1, total: 2 } })).toBeNull();
  });
});
