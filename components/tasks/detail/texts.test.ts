import { describe, expect, it } from "vitest";
import { isoTime } from "../iso-time.ts";
import { readException } from "./exception-text.ts";

describe("readException", () => {
  it.each([
    ["TimeoutError('no answer')", "TimeoutError", "no answer"],
    ["ValueError()", "ValueError", null],
    ["KeyError('it\\'s',)", "KeyError", "it's"],
    ["Declined(51, 'no funds')", "Declined", "51, 'no funds'"],
    ["ValueError: bad\nthing", "ValueError", "bad\nthing"],
    ["something odd", "Exception", "something odd"],
  ])("reads %s", (repr, type, message) => {
    expect(readException(repr)).toMatchObject({ type, message });
  });

  it("parts the module from the type", () => {
    expect(readException("billing.errors.Declined('x')")).toEqual({
      type: "Declined",
      module: "billing.errors",
      message: "x",
    });
  });
});

describe("isoTime", () => {
  it("takes a time without a zone for UTC, and anything else for unknown", () => {
    expect(isoTime("2026-01-02T03:04:05.678901")).toBe(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
    expect(isoTime("2026-01-02T03:04:05+01:00")).toBe(Date.UTC(2026, 0, 2, 2, 4, 5));
    expect(isoTime("tomorrow")).toBeNull();
    expect(isoTime(null)).toBeNull();
  });
});
