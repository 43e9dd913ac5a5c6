// A task's attempts as a list, newest first: what each ended with, how long it ran, how long the next one was put off, and
// whether it failed the same way as the one before (attempts.test.ts).
import { errorType } from "#lib/pyrepr/error-text.ts";
import type { Attempt, Task } from "#lib/tasks/task.ts";
import { presentTimes, waitsForNext } from "./phases.ts";

export interface AttemptLine extends Attempt {
  /** 1 for the first. */
  readonly number: number;
  readonly present: boolean;
  readonly ranMs: number | null;
  /** From the end of the attempt before to the start of this one. */
  readonly afterMs: number | null;
  /** The number of the attempt before, when it ended with the same exception. */
  readonly sameAs: number | null;
  readonly exceptionType: string | null;
}

export interface Attempts {
  readonly lines: readonly AttemptLine[];
  /** Attempts that happened but are not held. */
  readonly missing: number;
}

export function prepareAttempts(task: Task): Attempts {
  const all = waitsForNext(task) ? task.attempts : [...task.attempts, presentAttempt(task)];
  const lines = all.map((attempt, index) =>
    toLine(attempt, all[index - 1] ?? null, index === all.length - 1),
  );
  return { lines: lines.toReversed(), missing: Math.max(0, newestAttempt(task) - all.length) };
}

/** The number of the attempt that began last, from 1: its error is the one that is shown. */
export function newestAttempt(task: Task): number {
  return waitsForNext(task) ? task.retries : task.retries + 1;
}

function presentAttempt(task: Task): Attempt {
  const { receivedAt, startedAt, endedAt } = presentTimes(task);
  const { retries, state, worker, exception, traceback } = task;
  return { retries, state, worker, receivedAt, startedAt, finishedAt: endedAt, exception, traceback };
}

function toLine(attempt: Attempt, before: Attempt | null, present: boolean): AttemptLine {
  const began = attempt.startedAt ?? attempt.receivedAt;
  const same = before?.exception !== null && before !== null && before.exception === attempt.exception;
  return {
    ...attempt,
    number: attempt.retries + 1,
    present,
    ranMs: between(attempt.startedAt, attempt.finishedAt),
    afterMs: between(before?.finishedAt ?? null, began),
    sameAs: same ? before.retries + 1 : null,
    exceptionType: attempt.exception === null ? null : (errorType(attempt.exception) ?? "Exception"),
  };
}

function between(from: number | null, to: number | null): number | null {
  return from === null || to === null || to < from ? null : to - from;
}
