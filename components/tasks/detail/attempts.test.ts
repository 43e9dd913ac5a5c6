import { describe, expect, it } from "vitest";
import type { Attempt, Task } from "#lib/tasks/task.ts";
import { aTask } from "../fixtures.test-helper.ts";
import { newestAttempt, prepareAttempts } from "./attempts.ts";

const first: Attempt = {
  retries: 0,
  state: "RETRY",
  worker: "celery@a",
  receivedAt: 100,
  startedAt: 200,
  finishedAt: 500,
  exception: "TimeoutError('x')",
  traceback: null,
};

describe("prepareAttempts", () => {
  it("lists the newest first, with what changed between them", () => {
    const task = aTask({
      state: "FAILURE",
      retries: 1,
      worker: "celery@b",
      receivedAt: 600,
      startedAt: 60_500,
      failedAt: 61_000,
      exception: "TimeoutError('x')",
      attempts: [first],
    });
    const { lines, missing } = prepareAttempts(task);
    expect(missing).toBe(0);
    expect(lines).toMatchObject([
      { number: 2, present: true, ranMs: 500, afterMs: 60_000, sameAs: 1, exceptionType: "TimeoutError" },
      { number: 1, present: false, ranMs: 300, afterMs: null, sameAs: null },
    ]);
  });

  it("tells how many attempts it does not hold", () => {
    expect(prepareAttempts(aTask({ retries: 4, attempts: [{ ...first, retries: 3 }] })).missing).toBe(3);
  });

  it("does not call two attempts without an exception the same", () => {
    const task = aTask({ retries: 1, attempts: [{ ...first, exception: null }] });
    expect(prepareAttempts(task).lines[0]?.sameAs).toBeNull();
  });

  it("lists no attempt that waits to begin, whose state and error are those of the one before", () => {
    const waiting: Partial<Task> = {
      state: "RETRY",
      retries: 1,
      worker: "celery@a",
      receivedAt: 490,
      retriedAt: 500,
      exception: "TimeoutError('x')",
      attempts: [first],
    };
    expect(prepareAttempts(aTask(waiting))).toMatchObject({ lines: [{ number: 1, ranMs: 300 }], missing: 0 });
    expect(newestAttempt(aTask(waiting))).toBe(1);
    // Told of its second attempt, which was retried too.
    const twice = aTask({ ...waiting, startedAt: 600, retriedAt: 700 });
    expect(prepareAttempts(twice).lines.map(({ number, sameAs }) => [number, sameAs])).toEqual([
      [2, 1],
      [1, null],
    ]);
    expect(newestAttempt(twice)).toBe(2);
  });
});
