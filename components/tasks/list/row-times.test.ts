import { describe, expect, it } from "vitest";
import { aRow } from "../fixtures.test-helper.ts";
import { waitingSince } from "./row-times.ts";

describe("row times", () => {
  it("waits only while it waits, and not before its ETA", () => {
    const waiting = aRow("a", { state: "RECEIVED", sentAt: 1000 });
    expect(waitingSince(waiting)).toBe(1000);
    expect(waitingSince({ ...waiting, eta: "1970-01-01T00:00:05+00:00" })).toBe(5000);
    expect(waitingSince({ ...waiting, state: "STARTED" })).toBeNull();
  });
});
