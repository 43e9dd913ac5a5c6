import { describe, expect, it } from "vitest";
import type { TaskState } from "#lib/tasks/task.ts";
import { contradiction, progressOf } from "./result-words.ts";

describe("contradiction", () => {
  const told = (
    task: { state: TaskState; startedAt?: number },
    stored: { status: string; doneAt?: number },
    namedAt: number | null = null,
  ) =>
    contradiction(
      { startedAt: null, ...task },
      { doneAt: null, ...stored },
      namedAt === null ? null : { worker: "celery@b", at: namedAt },
    );

  it("is told only when both can know", () => {
    expect(told({ state: "FAILURE" }, { status: "SUCCESS" })).toBe(
      "The result backend says SUCCESS, the events FAILURE.",
    );
    expect(told({ state: "SUCCESS" }, { status: "SUCCESS" })).toBeNull();
    expect(told({ state: "STARTED" }, { status: "PROGRESS" })).toBeNull();
    expect(told({ state: "SUCCESS" }, { status: "STARTED" })).toBeNull();
  });

  it("says that the end was not told where that is so", () => {
    const ended = told({ state: "STARTED", startedAt: 100 }, { status: "SUCCESS", doneAt: 200 }, 150);
    expect(ended).toContain("no event that it finished has reached Umbel");
    expect(told({ state: "STARTED" }, { status: "SUCCESS" })).toContain("no event that it finished");
  });

  it("does not call ended what Celery itself still runs", () => {
    const revoked = told({ state: "STARTED", startedAt: 100 }, { status: "REVOKED", doneAt: 200 });
    expect(revoked).toContain("even if the task keeps running");
    const before = told({ state: "STARTED", startedAt: 300 }, { status: "SUCCESS", doneAt: 200 });
    expect(before).toContain("to an earlier one");
    const named = told({ state: "STARTED", startedAt: 100 }, { status: "SUCCESS", doneAt: 200 }, 300);
    expect(named).toContain("celery@b has reported it as running since");
    for (const text of [revoked, before, named]) expect(text).not.toContain("no event that it finished");
  });
});

describe("progress", () => {
  it.each([
    [{ current: 3, total: 10 }, 0.3],
    [{ done: 5, total: 4 }, 1],
    [{ percent: 40 }, 0.4],
  ])("%j", (value, share) => {
    expect(progressOf({ status: "PROGRESS", value })?.share).toBe(share);
  });
  it.each([[null], [[1]], [{ total: 3 }], [{ current: 1, total: 0 }], ["half"]])(
    "is not made up from %j",
    (value) => {
      expect(progressOf({ status: "PROGRESS", value })).toBeNull();
    },
  );
  it("is none for what has ended", () => {
    expect(progressOf({ status: "SUCCESS", value: { current: 1, total: 2 } })).toBeNull();
  });
});
