import { describe, expect, it } from "vitest";
import { type Batch, NO_COUNTS } from "#lib/batches/batch.ts";
import { countsText, itemLook, outcomesText, statusLook } from "./batch-words.ts";

const batch = (over: Partial<Batch>): Batch => ({
  key: "b",
  kind: "retry",
  status: "finished",
  createdAt: 0,
  endedAt: 1,
  actor: "ada",
  reason: null,
  query: null,
  rate: 50,
  problem: null,
  total: 3,
  counts: { ...NO_COUNTS, done: 3 },
  outcomes: { succeeded: 0, failed: 0 },
  ...over,
});

describe("what became of a task of a batch", () => {
  it.each([
    [null, "sent", "neutral"],
    ["STARTED", "sent", "neutral"],
    ["RETRY", "sent", "neutral"],
    ["SUCCESS", "succeeded", "good"],
    ["FAILURE", "failed again", "bad"],
    ["REVOKED", "revoked", "bad"],
  ] as const)("sent again, its new task is %s: %s, %s", (newState, word, tone) => {
    expect(itemLook({ status: "done", newState })).toEqual({ word, tone });
  });

  it("is as the batch left it where nothing was sent", () => {
    expect(itemLook({ status: "skipped", newState: null })).toEqual({ word: "skipped", tone: "warn" });
  });
});

describe("a batch", () => {
  it("is no success whose tasks failed again", () => {
    expect(statusLook(batch({ outcomes: { succeeded: 3, failed: 0 } }))).toEqual({
      word: "finished",
      tone: "good",
    });
    expect(statusLook(batch({ outcomes: { succeeded: 2, failed: 1 } }))).toEqual({
      word: "finished",
      tone: "warn",
    });
  });

  it("says how many were sent, and apart from that how they ended", () => {
    const half = batch({ outcomes: { succeeded: 1, failed: 1 } });
    expect([countsText(half), outcomesText(half)]).toEqual([
      "3 sent",
      "1 succeeded, 1 failed again, 1 not finished yet",
    ]);
  });
});
