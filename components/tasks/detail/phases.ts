// A task's present attempt as stretches of time: queued → (held for its ETA) → prefetched → running → (backoff).
// A stretch whose ends are not known says so (`ms` null) and never shows 0; clocks that disagree never give less than 0.
import { isFinished } from "#lib/tasks/precedence.ts";
import type { Task, TaskState } from "#lib/tasks/task.ts";
import { finishedAt, parseIso } from "#lib/tasks/times.ts";
import { phases as words } from "../../words/tasks-detail.ts";

export type PhaseKind = "queued" | "held" | "prefetched" | "running" | "backoff";

export interface Phase {
  readonly kind: PhaseKind;
  /** null: not known. */
  readonly ms: number | null;
  readonly from: number | null;
  /** null while it goes on, or where it is not known. */
  readonly to: number | null;
  readonly ongoing: boolean;
  /** It lasted `ms` for sure: then its worker fell silent or left, and it may have gone on. */
  readonly atLeast?: true;
  /** Why it is not known, or what it waits for; for people. */
  readonly hint: string | null;
}

export interface Phases {
  readonly phases: readonly Phase[];
  /** The state it ended in; null while it goes on. */
  readonly ended: TaskState | null;
  readonly endedAt: number | null;
}

interface Times {
  readonly sentAt: number | null;
  readonly receivedAt: number | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
}

/** `now` is epoch ms. */
export function preparePhases(task: Task, now: number): Phases {
  if (waitsForNext(task)) return { phases: [backoff(task, now)], ended: null, endedAt: null };
  const times = presentTimes(task);
  const end = times.endedAt ?? task.orphanedAt ?? letGoAt(task);
  const known = [queued(times, end, now), ...atWorker(task, times, end, now)];
  const isCut = times.endedAt === null && task.orphanedAt !== null;
  const phases = isCut ? known.map((phase) => cutBySilence(phase, end)) : known;
  if (task.state === "RETRY") phases.push(backoff(task, now));
  const ended = isFinished(task.state) ? task.state : null;
  return { phases, ended, endedAt: ended === null ? null : times.endedAt };
}

/** When its worker gave it back or let go of it; null when it has it, or never had. */
function letGoAt({ state, cancelledAt, rejectedAt }: Task): number | null {
  return state === "PENDING" ? (cancelledAt ?? rejectedAt) : null;
}

function cutBySilence(phase: Phase, silentAt: number | null): Phase {
  if (phase.to !== silentAt || phase.ms === null) return phase;
  const hint = words.thenSilent;
  return { ...phase, atLeast: true, hint };
}

/** Its next attempt is sent already, or held by a worker, and has not begun: what else is told is of the one before. */
export function waitsForNext({ state, attempts, retriedAt }: Task): boolean {
  return state === "RETRY" && retriedAt !== null && attempts.at(-1)?.finishedAt === retriedAt;
}

/** The times that belong to the present attempt; older ones may linger in the task. */
export function presentTimes(task: Task): Times {
  const before = task.attempts.at(-1)?.finishedAt ?? null;
  const sentAt = before === null ? task.sentAt : Math.max(task.sentAt ?? before, before);
  const { receivedAt, startedAt } = task;
  const sentAgain = task.state === "PENDING" && sentAt !== null && receivedAt !== null && sentAt > receivedAt;
  const received = sentAgain ? null : receivedAt;
  const lingers = sentAgain || (startedAt !== null && received !== null && startedAt < received);
  const endedAt = task.state === "RETRY" ? task.retriedAt : finishedAt(task);
  return { sentAt, receivedAt: received, startedAt: lingers ? null : startedAt, endedAt };
}

function queued(times: Times, end: number | null, now: number): Phase {
  const to = times.receivedAt ?? times.startedAt ?? end;
  if (times.sentAt !== null) return stretch("queued", times.sentAt, to, now, null);
  const hint = words.noSent;
  return { kind: "queued", ms: null, from: null, to, ongoing: to === null, hint };
}

function atWorker(task: Task, times: Times, end: number | null, now: number): Phase[] {
  const { receivedAt, startedAt } = times;
  const left = startedAt ?? end;
  const phases: Phase[] = [];
  if (receivedAt !== null) {
    const eta = parseIso(task.eta);
    const due = eta !== null && eta > receivedAt ? eta : receivedAt;
    if (due > receivedAt) {
      const over = (left ?? now) < due ? left : due;
      phases.push(stretch("held", receivedAt, over, now, words.heldUntil(new Date(due).toISOString())));
    }
    if ((left ?? now) >= due) phases.push(stretch("prefetched", due, left, now, null));
  }
  if (startedAt !== null) phases.push(running(task, startedAt, end, now));
  else if (task.state === "SUCCESS" || task.state === "FAILURE") phases.push(unseenRun(task, end));
  return phases;
}

function running(task: Task, from: number, end: number | null, now: number): Phase {
  const phase = stretch("running", from, end, now, null);
  const measured =
    task.state === "SUCCESS" && task.runtimeSeconds !== null ? task.runtimeSeconds * 1000 : null;
  return measured === null ? phase : { ...phase, ms: measured };
}

function unseenRun(task: Task, to: number | null): Phase {
  const ms = task.runtimeSeconds === null ? null : task.runtimeSeconds * 1000;
  const hint = words.noStart;
  return { kind: "running", ms, from: null, to, ongoing: false, hint };
}

function backoff(task: Task, now: number): Phase {
  const eta = parseIso(task.eta);
  const due = eta !== null && eta > now ? words.runsAgainAt(new Date(eta).toISOString()) : null;
  return task.retriedAt === null
    ? { kind: "backoff", ms: null, from: null, to: null, ongoing: true, hint: due }
    : stretch("backoff", task.retriedAt, null, now, due);
}

/** `to` null: it goes on. */
function stretch(kind: PhaseKind, from: number, to: number | null, now: number, hint: string | null): Phase {
  return { kind, ms: Math.max(0, (to ?? now) - from), from, to, ongoing: to === null, hint };
}
