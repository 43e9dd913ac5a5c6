import { describe, expect, it } from "vitest";
import { printJson } from "../kombu/print-json.ts";
import type { StoredResult } from "../results/stored-result.ts";
import type { Task } from "../tasks/task.ts";
import { planRetry, type RetryFacts } from "./plan.ts";
import { readReprs } from "./repr-values.ts";

// Only what a plan looks at.
const TASK = {
  uuid: "u",
  name: "mail.send",
  state: "FAILURE",
  queue: "mail",
  args: "(1,)",
  kwargs: "{}",
  orphanedAt: null,
  cancelledAt: null,
  otherRuns: [] as Task["otherRuns"],
} as Task;
const STORED = {
  status: "FAILURE",
  args: [2],
  kwargs: { a: 1 },
  name: "mail.send",
  groupId: null,
} as unknown as StoredResult;
const FACTS: RetryFacts = {
  uuid: "u",
  task: TASK,
  stored: null,
  registry: { registered: ["mail.send"], consumed: ["mail", "other"], broadcasts: [], queues: ["mail"] },
  workerQueues: null,
  retriedAs: null,
};
const plan = (over: Partial<RetryFacts>) => planRetry({ ...FACTS, ...over });
const task = (over: Partial<Task>) => plan({ task: { ...TASK, ...over } });

describe("arguments out of reprs", () => {
  it.each([
    [
      "(1, -2.5, 1.0, None, True, 'it\\'s', [1, {'a': 'b'}])",
      '[1, -2.5, 1.0, null, true, "it\'s", [1, {"a": "b"}]]',
    ],
    ["(12345678901234567890, nan, -inf)", "[12345678901234567890, NaN, -Infinity]"],
    ["[]", "[]"],
  ])("%s is exact", (repr, json) => {
    const read = readReprs(repr, "{'k': 1}");
    expect(read).toMatchObject({ problems: [], notes: [], kwargs: { k: 1 } });
    expect(printJson(read.args)).toBe(json);
  });

  it("a tuple inside becomes a list, and is said", () => {
    expect(readReprs("((1, 2),)", "{}")).toMatchObject({
      args: [[1, 2]],
      problems: [],
      notes: [expect.any(String)],
    });
  });

  it.each([
    ["(1, ...)", "cut"],
    ["('abc...', )", "cut"],
    ["([[[...]]],)", "cut"],
    ["('a\\\\b',)", "backslash"],
    ["({1, 2},)", "set"],
    ["(b'x',)", "Bytes"],
    ["(Decimal('1.5'),)", "Decimal(…)"],
    ["(<Foo object at 0x1>,)", "not JSON"],
    ["({1: 2},)", "not text"],
    ["('password=********',)", "hid"],
    ["hidden", "not a tuple"],
    ["", "not known"],
  ])("%s is not exact", (repr, word) => {
    expect(readReprs(repr, "{}").problems.join(" ")).toContain(word);
  });
});

describe("the preflight of a retry", () => {
  it("takes the result backend's arguments before the events'", () => {
    expect(plan({})).toMatchObject({ class: "replayable", source: "events", args: [1], queue: "mail" });
    expect(plan({ stored: STORED })).toMatchObject({
      class: "replayable",
      source: "result backend",
      args: [2],
    });
  });

  it.each(["PENDING", "RECEIVED", "STARTED", "RETRY"] as const)("blocks what is %s", (state) => {
    expect(task({ state }).class).toBe("blocked");
    expect(task({ state, orphanedAt: 1 })).toMatchObject({
      class: "replayable",
      notes: [expect.stringContaining("runs twice")],
    });
  });

  it("blocks what no worker can run, what nobody consumes, what is not known, and what was retried", () => {
    expect(task({ name: "gone" }).problems).toEqual(["No online worker has gone registered."]);
    expect(task({ queue: "idle" }).problems).toEqual(["No online worker consumes the queue idle."]);
    expect(task({ queue: null }).problems).toEqual(["Its queue is not known: choose one."]);
    expect(plan({ task: null }).class).toBe("blocked");
    expect(plan({ retriedAs: "v" }).class).toBe("blocked");
  });

  it("believes the result backend that a task has ended of which no event told", () => {
    const task = { ...TASK, state: "PENDING" } as const;
    expect(plan({ task, stored: STORED }).class).toBe("replayable");
    expect(plan({ task, stored: { ...STORED, status: "STARTED" } }).class).toBe("blocked");
  });

  it("does not call unregistered what nobody has told of", () => {
    expect(plan({ registry: { registered: null, consumed: null, broadcasts: [], queues: [] } }).class).toBe(
      "replayable",
    );
  });

  it("finds the queue: the only one of its worker, or the one that was chosen", () => {
    const lost = { ...TASK, queue: null };
    expect(plan({ task: lost, workerQueues: ["other"] })).toMatchObject({
      class: "replayable",
      queue: "other",
    });
    expect(plan({ task: lost, fallbackQueue: "mail" })).toMatchObject({ class: "replayable", queue: "mail" });
  });

  it("mends with what was edited", () => {
    const cut = { ...TASK, args: "(1, ...)" };
    expect(plan({ task: cut }).class).toBe("repairable");
    expect(planRetry({ ...FACTS, task: cut }, { args: [1, 2], kwargs: {} })).toMatchObject({
      class: "replayable",
      source: "edited",
    });
    expect(planRetry({ ...FACTS, task: cut }, { args: [1, 2] }).class).toBe("repairable");
  });

  it("A7: is not replayable while an edit holds the mask in the place of a secret", () => {
    const edit = { args: [], kwargs: { password: "********" } };
    const found = planRetry(FACTS, edit);
    expect(found.class).toBe("repairable");
    expect(found.problems.join()).toContain("put the secret itself there");
    expect(planRetry(FACTS, { ...edit, kwargs: { password: "x" } }).class).toBe("replayable");
  });

  it("says what is odd", () => {
    expect(task({ state: "SUCCESS" }).notes).toHaveLength(1);
    expect(plan({ stored: { ...STORED, status: "SUCCESS", groupId: "g" } }).notes).toHaveLength(2);
  });
});

describe("A11: a task that has changed since it was chosen", () => {
  it.each(["SUCCESS", "STARTED", "RETRY"] as const)("is left alone when it is %s", (state) => {
    expect(plan({ chosenAs: "FAILURE", task: { ...TASK, state } })).toMatchObject({
      class: "blocked",
      problems: expect.arrayContaining([
        `It was FAILURE when it was selected and is now ${state}: it was skipped.`,
      ]),
    });
  });

  it("is replayable when it has not, and when nobody knows what it was", () => {
    expect(plan({ chosenAs: "FAILURE" }).class).toBe("replayable");
    expect(plan({ chosenAs: null, task: { ...TASK, state: "SUCCESS" } }).class).toBe("replayable");
  });
});
