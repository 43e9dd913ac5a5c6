import { describe, expect, it } from "vitest";
import { describeReply } from "./reply.ts";

describe("describeReply (texts of fixtures/redis/*/control.json)", () => {
  it.each([
    [{ ok: "pong" }, true, "pong"],
    [{ ok: "new rate limit set successfully" }, true, "new rate limit set successfully"],
    [{ error: "unknown task" }, false, "unknown task"],
    [{ error: "KeyError('does_not_exist')" }, false, "KeyError: does_not_exist"],
    [
      { error: "AttributeError(\"module 'signal' has no attribute 'SIGNOPE'\")" },
      false,
      "AttributeError: module 'signal' has no attribute 'SIGNOPE'",
    ],
    [null, true, "done"],
    [[], true, "0 entries"],
    [["a"], true, "1 entry"],
    [{ total: {}, pid: 3 }, true, "2 values"],
    ["text\nin lines", true, "text in lines"],
    [{ ok: "x".repeat(10_000) }, true, `${"x".repeat(500)}…`],
  ])("%j", (value, ok, text) => {
    expect(describeReply(value)).toEqual({ ok, text });
  });
});
