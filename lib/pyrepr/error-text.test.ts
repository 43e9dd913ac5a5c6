import { describe, expect, it, test } from "vitest";
import { errorType, readError } from "./error-text.ts";

describe("an exception's text", () => {
  test.each([
    ["TimeoutError('no answer')", "TimeoutError", "no answer"],
    ["TimeoutError()", "TimeoutError", ""],
    ["KeyError('user_id')", "KeyError", "user_id"],
    [`ValueError("it's \\"odd\\"\\nhere")`, "ValueError", `it's "odd" here`],
    ["billing.errors.Declined('51', 'no funds')", "Declined", "'51', 'no funds'"],
    ["TimeLimitExceeded(30,)", "TimeLimitExceeded", "30"],
    ["ConnectionError: refused\nby peer", "ConnectionError", "refused by peer"],
    ["requests.exceptions.HTTPError: 502", "HTTPError", "502"],
    ["<HTTPError 404: 'Not Found'>", "HTTPError", "404: 'Not Found'"],
    ["Größenfehler('zu groß')", "Größenfehler", "zu groß"],
    ["SystemExit", "SystemExit", ""],
    ["KeyError('it\\'s',)", "KeyError", "it's"],
    ["Declined(51, 'no funds')", "Declined", "51, 'no funds'"],
    // Cut where a row's text ends.
    ["OSError('connection to 10.0.0.7 clo…", "OSError", "connection to 10.0.0.7 clo…"],
  ])("%j", (text, type, message) => expect(readError(text)).toMatchObject({ type, message }));

  test.each(["no answer from the server", "", "{'code': 51}", `${"x".repeat(300)}('a')`, "404 (Not Found)"])(
    "%j names no type",
    (text) => expect(errorType(text)).toBeNull(),
  );

  it("parts the module from the type, where it has one", () => {
    expect(readError("billing.errors.Declined('x')").module).toBe("billing.errors");
    expect(readError("KeyError('x')").module).toBeNull();
    expect(readError("something odd")).toEqual({ type: null, module: null, message: "something odd" });
  });

  it("is taken apart in a moment, whatever it holds", () => {
    const long = `E('${"\\'".repeat(200_000)}`;
    expect(readError(long).type).toBe("E");
    expect(errorType(null)).toBeNull();
  });
});
