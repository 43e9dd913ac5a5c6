import { describe, expect, it } from "vitest";
import { aRow } from "../fixtures.test-helper.ts";
import { ranMs, waitingSince } from "./row-times.ts";

describe("row times", () => {
  it("prefers the runtime that the worker measured", () => {
    expect(ranMs(aRow("a", { runtimeSeconds: 0.25, startedAt: 1, finishedAt: 9000 }))).toBe(250);
    expect(ranMs(aRow("a", { startedAt: 1000, finishedAt: 1400 }))).toBe(400);
  });

  it("does not know a runtime from the start of a later attempt", () => {
    expect(ranMs(aRow("a", { startedAt: 2000, finishedAt: 1400 }))).toBeNull();
    expect(ranMs(aRow("a"))).toBeNull();
  });

  it("waits only while it waits, and not before its ETA", () => {
    const waiting = aRow("a", { state: "RECEIVED", sentAt: 1000 });
    expect(waitingSince(waiting)).toBe(1000);
    expect(waitingSince({ ...waiting, eta: "1970-01-01T00:00:05+00:00" })).toBe(5000);
    expect(waitingSince({ ...waiting, state: "STARTED" })).toBeNull();
  });
});
