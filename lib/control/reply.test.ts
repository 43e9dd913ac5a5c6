import { describe, expect, it } from "vitest";
import { maskJson } from "./mask-json.ts";
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
    [{ error: "redis://user:secret@host refused" }, false, "redis://user:***@host refused"],
  ])("%j", (value, ok, text) => {
    expect(describeReply(value)).toEqual({ ok, text });
  });
});

describe("maskJson", () => {
  it("hides what Celery forgets to hide", () => {
    const masked = maskJson({
      broker_read_url: "redis://:secret@h/0",
      broker: {
        alternates: ["redis://:secret@a/0"],
        transport_options: { sentinel_kwargs: { password: "secret" } },
      },
      redis_password: "secret",
      passwords_are: ["kept"],
      empty_password: null,
      list: [{ api_key: "secret", port: 6379 }],
    });
    expect(JSON.stringify(masked)).not.toContain("secret");
    expect(masked).toMatchObject({ passwords_are: ["kept"], empty_password: null, list: [{ port: 6379 }] });
  });
});
