import { describe, expect, it } from "vitest";
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
