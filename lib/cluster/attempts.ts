// Which attempt each mark belongs to, and what state its attempt is in. Only `sent` and `received` name their attempt;
// the others are placed by the sender's time between those anchors. Pure functions of the sorted marks.
import type { TaskState } from "../tasks/task.ts";
import type { Mark, MarkKind } from "./mark.ts";

/**
 * A `received` of the retry may start within this time before the worker tells that it retried (docs/protocol/events.md
 * C4).
 */
const RETRY_OVERLAP_MS = 1_000;

export interface AttemptMarks {
  readonly retries: number;
  readonly marks: Mark[];
}

export interface AttemptState {
  readonly state: TaskState;
  /** The mark that decides the state. */
  readonly by: Mark | null;
}

/** Attempts in order of `retries`; marks in order of time. Never empty. */
export function splitAttempts(sorted: readonly Mark[]): AttemptMarks[] {
  const anchors = anchorTimes(sorted);
  const attempts = new Map<number, Mark[]>();
  const lowest = anchors[0]?.retries ?? 0;
  for (const { retries } of anchors) attempts.set(retries, []);
  if (anchors.length === 0) attempts.set(0, []);
  const at = (time: number) => anchors.findLast((anchor) => anchor.at <= time)?.retries ?? lowest;
  const retried: Mark[] = [];
  for (const mark of sorted) {
    if (mark.kind === "retried") retried.push(mark);
    else attempts.get(mark.retries ?? at(mark.at))?.push(mark);
  }
  for (const mark of retried) attempts.get(closedBy(mark, attempts, at(mark.at)))?.push(mark);
  return [...attempts].map(([retries, marks]) => ({ retries, marks })).sort((a, b) => a.retries - b.retries);
}

/** The state that an attempt's own marks give, by the precedence of docs/protocol/events.md C5 ("Recommended"). */
export function attemptState(marks: readonly Mark[]): AttemptState {
  const succeeded = latest(marks, "succeeded");
  if (succeeded) return { state: "SUCCESS", by: succeeded };
  const failed = latest(marks, "failed");
  if (failed) return { state: "FAILURE", by: failed };
  const revoked = latest(marks, "revoked");
  if (revoked) return { state: "REVOKED", by: revoked };
  const rejected = latest(marks, "rejected");
  if (rejected) return { state: "REJECTED", by: rejected };
  const started = latest(marks, "started");
  const retried = latest(marks, "retried");
  if (retried && !(started && started.at > retried.at)) return { state: "RETRY", by: retried };
  return delivered(marks, started);
}

export function latest(marks: readonly Mark[], kind: MarkKind): Mark | null {
  return marks.findLast((mark) => mark.kind === kind) ?? null;
}

/** Waiting or running: a requeue and a delivery to another process each begin anew. */
function delivered(marks: readonly Mark[], started: Mark | null): AttemptState {
  const received = latest(marks, "received");
  const requeued = marks.findLast(({ kind }) => kind === "requeued" || kind === "cancelled");
  const backAt = requeued?.at ?? Number.NEGATIVE_INFINITY;
  if (started && started.at > backAt) {
    const elsewhere = received && (received.hostname !== started.hostname || received.pid !== started.pid);
    if (!(elsewhere && received.at > started.at)) return { state: "STARTED", by: started };
  }
  if (received && received.at > backAt) return { state: "RECEIVED", by: received };
  return { state: "PENDING", by: requeued ?? latest(marks, "sent") };
}

/** When each attempt began, as its `received` tells, or else its `sent`; ascending by attempt. */
function anchorTimes(sorted: readonly Mark[]): { readonly retries: number; readonly at: number }[] {
  const times = new Map<number, { at: number; received: boolean }>();
  for (const mark of sorted) {
    if (mark.retries === null) continue;
    const received = mark.kind === "received";
    const known = times.get(mark.retries);
    if (!known || (received && !known.received)) times.set(mark.retries, { at: mark.at, received });
  }
  return [...times].map(([retries, { at }]) => ({ retries, at })).sort((a, b) => a.retries - b.retries);
}

/** Which attempt a `retried` ends: the one started last, unless it tells late of the one before. */
function closedBy(mark: Mark, attempts: ReadonlyMap<number, Mark[]>, byAnchor: number): number {
  let candidate = byAnchor;
  let startedAt: number | null = null;
  for (const [retries, marks] of attempts) {
    for (const { kind, at } of marks) {
      if (kind !== "started" || at > mark.at || (startedAt !== null && at < startedAt)) continue;
      startedAt = at;
      candidate = retries;
    }
  }
  const before = attempts.get(candidate - 1);
  const late = startedAt === null || mark.at - startedAt < RETRY_OVERLAP_MS;
  if (late && before && latest(before, "retried") === null) return candidate - 1;
  return candidate;
}
