import { describe, expect, it } from "vitest";
import type { ControlOutcome, WorkerReply } from "#lib/control/outcome.ts";
import { nameList, outcomeText } from "./outcome-text.ts";

function reply(hostname: string, ok = true, text = "task events enabled"): WorkerReply {
  return { hostname, ok, text, value: null };
}
function outcome(part: Partial<ControlOutcome>): ControlOutcome {
  return { ticket: "t", expected: null, replies: [], missing: [], tookMs: 5, ...part };
}

describe("outcomeText", () => {
  it("says done, and what the one worker said", () => {
    const text = outcomeText("enable_events", outcome({ expected: 1, replies: [reply("celery@a")] }));
    expect(text).toEqual({
      tone: "ok",
      title: "Task events enabled",
      lines: [{ ok: true, who: "celery@a", text: "task events enabled" }],
      hint: null,
    });
  });

  it("says who is missing when only some answered, and that silence is not being offline", () => {
    const text = outcomeText(
      "ping",
      outcome({
        expected: 5,
        replies: [reply("celery@a"), reply("celery@b"), reply("celery@c")],
        missing: ["celery@d", "celery@e"],
      }),
    );
    expect(text.tone).toBe("partial");
    expect(text.title).toBe("Ping: answered by 3 of 5");
    expect(text.lines[0]).toEqual({ ok: false, who: "celery@d and celery@e", text: "no answer" });
    expect(text.hint).toContain("does not mean offline");
  });

  it("tells a refusal from a partial one", () => {
    const refusal = reply("celery@a", false, "unknown task");
    expect(outcomeText("rate_limit", outcome({ replies: [refusal] }))).toMatchObject({
      tone: "refused",
      title: "Set rate limit: refused",
    });
    expect(outcomeText("rate_limit", outcome({ replies: [refusal, reply("celery@b")] }))).toMatchObject({
      tone: "partial",
      title: "Set rate limit: 1 of 2 agreed",
      lines: [{ ok: false, who: "celery@a" }, { ok: true }],
    });
  });

  it("calls no answer at all silence, not an error", () => {
    const text = outcomeText("ping", outcome({ expected: 1, missing: ["celery@solo"] }));
    expect(text.tone).toBe("silent");
    expect(text.title).toBe("Ping: no answer");
    expect(text.hint).toContain("solo pool");
  });

  it("does not await an answer to shutdown", () => {
    const text = outcomeText("shutdown", outcome({ expected: 0 }));
    expect(text.tone).toBe("ok");
    expect(text.hint).toContain("do not answer a shutdown");
  });

  it("sees that there was nothing to terminate although every worker said ok", () => {
    const replies = [
      reply("a", true, "terminate: tasks unknown"),
      reply("b", true, "terminate: tasks unknown"),
    ];
    expect(outcomeText("terminate", outcome({ replies })).title).toBe("Terminate: no worker knew the task");
    expect(outcomeText("terminate", outcome({ replies })).lines).toEqual([
      {
        ok: true,
        who: "a and b",
        text: "does not hold it: there was nothing to stop",
        raw: "terminate: tasks unknown",
      },
    ]);
    const found = [...replies, reply("c", true, "terminate: 5f2b")];
    expect(outcomeText("terminate", outcome({ replies: found })).tone).toBe("ok");
  });

  it("stays short for a thousand workers", () => {
    const replies = Array.from({ length: 1000 }, (_, i) => reply(`w${i}`, i % 2 === 0, `text ${i % 40}`));
    const text = outcomeText("enable_events", outcome({ replies }));
    expect(text.lines.length).toBe(5);
    expect(text.lines[0]?.ok).toBe(false);
    expect(text.lines.at(-1)?.text).toBe("and 36 other answers");
  });
});

describe("nameList", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
    [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
  ])("%j", (names, text) => {
    expect(nameList(names)).toBe(text);
  });
});
