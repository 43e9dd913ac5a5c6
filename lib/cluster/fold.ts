// From the set of a task's marks to what is shown of it. Invariant 1 rests here: a pure function of the sorted set.

import { type Attempt, MAX_RUNS_TOLD, type Run, type Task } from "../tasks/task.ts";
import { waitOf } from "../tasks/times.ts";
import { type AttemptMarks, attemptState, latest, splitAttempts } from "./attempts.ts";
import type { Mark } from "./mark.ts";
import { hasRun, type RunMarks, runOfMark, splitRuns } from "./runs.ts";

const MAX_ATTEMPTS_SHOWN = 50;

/** What a run came to, once each: what the counts of workers and series are made of. */
export interface Credit {
  readonly kind: "succeeded" | "failed" | "retried" | "revoked" | "rejected" | "received" | "started";
  readonly retries: number;
  readonly hostname: string;
}

/** Everything of a Task that its marks decide. */
export type Facts = Omit<
  Task,
  "uuid" | "ordinal" | "note" | "firstSeenAt" | "lastSeenAt" | "orphanedAt" | "attempts" | "otherRuns"
> & {
  readonly waitMs: number | null;
};

/** `sorted` by compareMarks, not empty. */
export function fold(sorted: readonly Mark[], uuid: string): Facts {
  const { attempts, present, earlier } = attemptsOf(sorted);
  const { state, by } = presentState(present, earlier.at(-1) ?? null);
  const { marks } = present;
  const sent = latest(marks, "sent");
  const own = runOfMark(splitRuns(marks), by)?.marks ?? [];
  const received = latest(own, "received");
  const started = latest(own, "started");
  const succeeded = latest(own, "succeeded");
  const failed = latest(own, "failed");
  const revoked = latest(own, "revoked");
  const error = failed ?? (by?.kind === "retried" ? by : null);
  const anchors = anchorsOf(marks);
  const allAnchors = attempts.length === 1 ? anchors : anchorsOf(sorted);
  const eta = best(anchors, "eta");
  const next = state === "RETRY" ? anchorsAfter(allAnchors, present.retries) : [];
  const anySent = allAnchors.filter(({ kind }) => kind === "sent");
  const sentSoFar = anySent.findLast(({ retries }) => (retries ?? 0) <= present.retries);
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
    // What it waits for, not what an attempt that is over waited for.
    eta: next.length > 0 ? best(next, "eta") : eta,
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
    pid: (own.at(-1) ?? newestWorkerMark(sorted))?.pid ?? null,
    clock: newestClock(sorted),
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

function anchorsAfter(anchors: readonly Mark[], attempt: number): readonly Mark[] {
  return anchors.filter(({ retries }) => (retries ?? 0) > attempt);
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

/** The clock of the newest word from a worker, or the sender's when there is none. */
function newestClock(sorted: readonly Mark[]): number | null {
  const newest = newestWorkerMark(sorted) ?? sorted.at(-1) ?? null;
  if (newest === null) return null;
  let clock = -1;
  for (const mark of sorted) {
    const beside = mark.at === newest.at && (mark.kind === "sent") === (newest.kind === "sent");
    if (beside && mark.clock !== null && mark.clock > clock) clock = mark.clock;
  }
  return clock < 0 ? null : clock;
}

function newestWorkerMark(sorted: readonly Mark[]): Mark | null {
  return sorted.findLast(({ kind }) => kind !== "sent") ?? null;
}

/** An attempt that was followed by another one was retried, whether or not that was told. */
function toAttempt({ retries, marks }: AttemptMarks): Attempt {
  const { state, by } = attemptState(marks);
  const own = runOfMark(splitRuns(marks), by)?.marks ?? [];
  const ended = latest(own, "failed") ?? latest(own, "retried");
  const finished = state === "PENDING" || state === "RECEIVED" || state === "STARTED" ? null : by;
  return {
    retries,
    state: finished === null ? "RETRY" : state,
    worker: own.at(-1)?.hostname ?? null,
    receivedAt: latest(own, "received")?.at ?? null,
    startedAt: latest(own, "started")?.at ?? null,
    finishedAt: finished?.at ?? null,
    exception: ended?.exception ?? null,
    traceback: ended?.traceback ?? null,
  };
}

/** The attempts before the present one, oldest first, bounded; of marks in order. */
export function attemptsBefore(sorted: readonly Mark[]): readonly Attempt[] {
  return attemptsOf(sorted).earlier.slice(-MAX_ATTEMPTS_SHOWN).map(toAttempt);
}

/** The runs of the present attempt beside the one that the state is from; of marks in order. */
export function otherRunsOf(sorted: readonly Mark[]): readonly Run[] {
  const { present, earlier } = attemptsOf(sorted);
  const runs = splitRuns(present.marks);
  if (runs.length < 2) return [];
  const own = runOfMark(runs, presentState(present, earlier.at(-1) ?? null).by);
  const others = runs.filter((run) => run !== own && hasRun(run));
  return others.slice(-MAX_RUNS_TOLD).map(toRun);
}

function toRun({ hostname, pid, marks }: RunMarks): Run {
  const { state, by } = attemptState(marks);
  const going = state === "RECEIVED" || state === "STARTED";
  return {
    state,
    worker: hostname,
    pid,
    receivedAt: latest(marks, "received")?.at ?? null,
    startedAt: latest(marks, "started")?.at ?? null,
    finishedAt: going ? null : (by?.at ?? null),
  };
}

const CREDITED = ["succeeded", "failed", "retried", "revoked", "rejected", "received", "started"] as const;

/** Of marks in order. */
export function creditsOfMarks(sorted: readonly Mark[]): readonly Credit[] {
  const credits: Credit[] = [];
  for (const { retries, marks } of splitAttempts(sorted)) {
    for (const run of splitRuns(marks)) {
      for (const kind of CREDITED) {
        if (latest(run.marks, kind)) credits.push({ kind, retries, hostname: run.hostname });
      }
    }
  }
  return credits;
}
