// From the set of a task's marks to what is shown of it. Invariant 1 rests here: a pure function of the sorted set.

import type { Attempt, Task } from "../tasks/task.ts";
import { waitOf } from "../tasks/times.ts";
import { type AttemptMarks, attemptState, latest, splitAttempts } from "./attempts.ts";
import type { Mark } from "./mark.ts";

const MAX_ATTEMPTS_SHOWN = 50;

/** What an attempt came to, once each: what the counts of workers and series are made of. */
export interface Credit {
  readonly kind: "succeeded" | "failed" | "retried" | "revoked" | "rejected" | "started";
  readonly retries: number;
  readonly hostname: string;
}

/** Everything of a Task that its marks decide. */
export type Facts = Omit<
  Task,
  "uuid" | "ordinal" | "note" | "firstSeenAt" | "lastSeenAt" | "orphanedAt" | "attempts"
> & {
  readonly waitMs: number | null;
};

/** `sorted` by compareMarks, not empty. */
export function fold(sorted: readonly Mark[], uuid: string): Facts {
  const { attempts, present, earlier } = attemptsOf(sorted);
  const { state, by } = presentState(present, earlier.at(-1) ?? null);
  const { marks } = present;
  const sent = latest(marks, "sent");
  const received = latest(marks, "received");
  const started = latest(marks, "started");
  const succeeded = latest(marks, "succeeded");
  const failed = latest(marks, "failed");
  const revoked = latest(marks, "revoked");
  const error = failed ?? (by?.kind === "retried" ? by : null);
  const anchors = anchorsOf(marks);
  const allAnchors = attempts.length === 1 ? anchors : anchorsOf(sorted);
  const eta = best(anchors, "eta");
  const anySent = allAnchors.filter(({ kind }) => kind === "sent");
  const sentSoFar = anySent.findLast(({ retries }) => (retries ?? 0) <= present.retries);
  const newest = newestMark(sorted);
  return {
    ...described(allAnchors, uuid),
    state,
    worker: (by && by.kind !== "sent" ? by : newestWorkerMark(sorted))?.hostname ?? null,
    client: firstSent(anySent)?.hostname ?? null,
    queue: best(anySent, "queue"),
    exchange: best(anySent, "exchange"),
    routingKey: best(anySent, "routingKey"),
    result: succeeded?.result ?? null,
    exception: error?.exception ?? null,
    traceback: error?.traceback ?? null,
    runtimeSeconds: succeeded?.runtimeSeconds ?? null,
    retries: present.retries,
    eta,
    expires: best(anchors, "expires"),
    sentAt: (sent ?? sentSoFar)?.at ?? null,
    receivedAt: received?.at ?? null,
    startedAt: started?.at ?? null,
    succeededAt: succeeded?.at ?? null,
    failedAt: failed?.at ?? null,
    retriedAt: latest(sorted, "retried")?.at ?? null,
    revokedAt: revoked?.at ?? null,
    rejectedAt: (latest(marks, "rejected") ?? latest(marks, "requeued"))?.at ?? null,
    cancelledAt: state === "PENDING" && by?.kind === "cancelled" ? by.at : null,
    timestamp: sorted.at(-1)?.at ?? 0,
    terminated: revoked?.terminated ?? null,
    signum: revoked?.signum ?? null,
    expired: revoked?.expired ?? null,
    pid: newest?.pid ?? null,
    clock: newest?.clock ?? null,
    waitMs: waitOf(sent?.at ?? null, received?.at ?? null, started?.at ?? null, eta),
  };
}

/** All attempts, the present one, and those before it. */
function attemptsOf(sorted: readonly Mark[]) {
  const attempts = splitAttempts(sorted);
  const present = presentAttempt(attempts);
  return { attempts, present, earlier: attempts.filter(({ retries }) => retries < present.retries) };
}

/** The last attempt that reached a worker; the last one sent when none did. */
function presentAttempt(attempts: readonly AttemptMarks[]): AttemptMarks {
  return (
    attempts.findLast(({ marks }) => marks.some(({ kind }) => kind !== "sent")) ??
    attempts.at(-1) ?? { retries: 0, marks: [] }
  );
}

/** A retry that waits for its time at a worker is still RETRY. */
function presentState(present: AttemptMarks, before: AttemptMarks | null): ReturnType<typeof attemptState> {
  const own = attemptState(present.marks);
  if (own.state !== "RECEIVED" || before === null || own.by === null) return own;
  const previous = attemptState(before.marks);
  if (previous.state !== "RETRY" || previous.by === null) return own;
  return own.by.eta !== null || own.by.at < previous.by.at ? previous : own;
}

function described(
  anchors: readonly Mark[],
  uuid: string,
): Pick<Facts, "name" | "args" | "kwargs" | "rootId" | "parentId"> {
  const parentId = best(anchors, "parentId");
  return {
    name: best(anchors, "name"),
    args: best(anchors, "args"),
    kwargs: best(anchors, "kwargs"),
    rootId: best(anchors, "rootId"),
    parentId: parentId === uuid ? null : parentId,
  };
}

/** Weakest first: later attempts tell better, `received` better than `sent`, later better than earlier. */
function anchorsOf(marks: readonly Mark[]): readonly Mark[] {
  return marks.filter(({ retries }) => retries !== null).sort(compareAnchors);
}

function compareAnchors(a: Mark, b: Mark): number {
  return (a.retries ?? 0) - (b.retries ?? 0) || rank(a) - rank(b) || a.at - b.at;
}

function rank({ kind }: Mark): number {
  return kind === "received" ? 1 : 0;
}

type TextField =
  | "name"
  | "args"
  | "kwargs"
  | "rootId"
  | "parentId"
  | "eta"
  | "expires"
  | "queue"
  | "exchange"
  | "routingKey";

/** What the strongest mark that tells the field says; among equal ones the greater text, so that no order matters. */
function best(weakestFirst: readonly Mark[], field: TextField): string | null {
  let found: Mark | null = null;
  let text: string | null = null;
  for (const mark of weakestFirst) {
    const told = mark[field];
    if (told === null) continue;
    if (found !== null && text !== null && compareAnchors(found, mark) === 0 && told < text) continue;
    found = mark;
    text = told;
  }
  return text;
}

/** Who sent it first; a retry is sent by the worker's own process. */
function firstSent(sent: readonly Mark[]): Mark | null {
  return sent.reduce<Mark | null>(
    (first, mark) => (first === null || (mark.retries ?? 0) < (first.retries ?? 0) ? mark : first),
    null,
  );
}

/** Whose pid and clock are shown: the newest word from a worker, or the sender's when there is none. */
function newestMark(sorted: readonly Mark[]): Pick<Mark, "pid" | "clock"> | null {
  const newest = newestWorkerMark(sorted) ?? sorted.at(-1) ?? null;
  if (newest === null) return null;
  let clock = -1;
  for (const mark of sorted) {
    const beside = mark.at === newest.at && (mark.kind === "sent") === (newest.kind === "sent");
    if (beside && mark.clock !== null && mark.clock > clock) clock = mark.clock;
  }
  return { pid: newest.pid, clock: clock < 0 ? null : clock };
}

function newestWorkerMark(sorted: readonly Mark[]): Mark | null {
  return sorted.findLast(({ kind }) => kind !== "sent") ?? null;
}

/** An attempt that was followed by another one was retried, whether or not that was told. */
function toAttempt({ retries, marks }: AttemptMarks): Attempt {
  const { state, by } = attemptState(marks);
  const ended = latest(marks, "failed") ?? latest(marks, "retried");
  const finished = state === "PENDING" || state === "RECEIVED" || state === "STARTED" ? null : by;
  return {
    retries,
    state: finished === null ? "RETRY" : state,
    worker: newestWorkerMark(marks)?.hostname ?? null,
    receivedAt: latest(marks, "received")?.at ?? null,
    startedAt: latest(marks, "started")?.at ?? null,
    finishedAt: finished?.at ?? null,
    exception: ended?.exception ?? null,
    traceback: ended?.traceback ?? null,
  };
}

/** The attempts before the present one, oldest first, bounded; of marks in order. */
export function attemptsBefore(sorted: readonly Mark[]): readonly Attempt[] {
  return attemptsOf(sorted).earlier.slice(-MAX_ATTEMPTS_SHOWN).map(toAttempt);
}

const CREDITED = ["succeeded", "failed", "retried", "revoked", "rejected", "started"] as const;

/** Of marks in order. */
export function creditsOfMarks(sorted: readonly Mark[]): readonly Credit[] {
  const credits: Credit[] = [];
  for (const { retries, marks } of splitAttempts(sorted)) {
    for (const kind of CREDITED) {
      const first = marks.find((mark) => mark.kind === kind);
      if (first) credits.push({ kind, retries, hostname: first.hostname });
    }
  }
  return credits;
}
