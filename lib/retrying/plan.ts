// What a retry of one task would send, and whether it may: the preflight. Pure: whoever asks brings the facts. A retry is a
// new task with a new uuid; callbacks, chain and chord are not sent, because neither events nor result backends hold them.
import type { WireJson } from "../kombu/print-json.ts";
import type { StoredResult } from "../results/stored-result.ts";
import { whyUnsendable } from "../sending/known-types.ts";
import { broadcastProblem, type Registry } from "../sending/registry.ts";
import type { Task, TaskState } from "../tasks/task.ts";
import { QUEUE_UNKNOWN } from "./problems.ts";
import { readReprs } from "./repr-values.ts";

export const RETRY_CLASSES = ["replayable", "repairable", "blocked"] as const;
export type RetryClass = (typeof RETRY_CLASSES)[number];
export type ArgumentSource = "result backend" | "events" | "edited";

export interface RetryFacts {
  readonly uuid: string;
  /** Its state when somebody chose it: what has changed since is not done blindly. null or absent: not known. */
  readonly chosenAs?: TaskState | null | undefined;
  /** null: not held. */
  readonly task: Task | null;
  /** null: the result backend has nothing, or there is none. */
  readonly stored: StoredResult | null;
  /** The result backend holds something of it that cannot be read. */
  readonly unreadable?: boolean;
  readonly registry: Registry;
  /** Queues of the worker that had it; null when not known. */
  readonly workerQueues: readonly string[] | null;
  /** The task that this one was retried as already; null when it was not. */
  readonly retriedAs: string | null;
  /** Where to send it when nobody knows its queue. */
  readonly fallbackQueue?: string | undefined;
}

/** What somebody put in the place of what is not known or not exact. */
export interface RetryEdit {
  readonly args?: readonly WireJson[] | undefined;
  readonly kwargs?: { readonly [key: string]: WireJson } | undefined;
  readonly queue?: string | undefined;
}

export interface RetryPlan {
  readonly uuid: string;
  readonly name: string | null;
  readonly class: RetryClass;
  /** Why it is not replayable; empty when it is. */
  readonly problems: readonly string[];
  /** What somebody should know all the same. */
  readonly notes: readonly string[];
  readonly source: ArgumentSource | null;
  /** Exact when replayable, else a draft. */
  readonly args: readonly WireJson[];
  readonly kwargs: { readonly [key: string]: WireJson };
  readonly queue: string | null;
}

export function planRetry(facts: RetryFacts, edit: RetryEdit = {}): RetryPlan {
  const { uuid, task, stored } = facts;
  const name = task?.name ?? stored?.name ?? null;
  const queue = edit.queue ?? queueOf(facts);
  const blocks = blocksOf(facts, name, queue);
  const { args, kwargs, source, problems, notes } = argumentsOf(facts, edit);
  const found: RetryClass = blocks.length > 0 ? "blocked" : problems.length > 0 ? "repairable" : "replayable";
  return {
    uuid,
    name,
    class: found,
    problems: blocks.length > 0 ? blocks : problems,
    notes: [...notes, ...notesOf(facts)],
    source,
    args,
    kwargs,
    queue,
  };
}

/** Told by `task-sent` or the result backend; else the one queue that its worker, or the whole cluster, consumes. */
function queueOf({ task, stored, workerQueues, registry, fallbackQueue }: RetryFacts): string | null {
  const told = task?.queue ?? stored?.queue ?? null;
  if (told !== null) return told;
  for (const queues of [workerQueues, registry.consumed]) {
    if (queues?.length === 1) return queues[0] ?? null;
  }
  return fallbackQueue ?? null;
}

function blocksOf(facts: RetryFacts, name: string | null, queue: string | null): string[] {
  const { task, stored, registry, retriedAs, chosenAs } = facts;
  if (task === null && stored === null) return ["Neither Umbel nor the result backend holds this task."];
  const blocks: string[] = [];
  if (retriedAs !== null) blocks.push("It has already been retried.");
  // Without task events only the result backend knows that it has ended.
  const going = task === null || hasEnded(stored) ? null : stillGoing(task);
  if (going !== null) blocks.push(going);
  if (task !== null && chosenAs != null && task.state !== chosenAs) {
    blocks.push(`It was ${chosenAs} when it was selected and is now ${task.state}: it was skipped.`);
  }
  if (name === null) blocks.push("Its name is not known: no event has carried it.");
  else if (registry.registered !== null && !registry.registered.includes(name)) {
    blocks.push(`No online worker has ${name} registered.`);
  }
  const broadcast = queue === null ? null : broadcastProblem(registry, queue);
  if (queue === null) blocks.push(QUEUE_UNKNOWN);
  else if (broadcast !== null) blocks.push(broadcast);
  else if (registry.consumed !== null && !registry.consumed.includes(queue)) {
    blocks.push(`No online worker consumes the queue ${queue}.`);
  }
  return blocks;
}

function hasEnded(stored: StoredResult | null): boolean {
  return stored !== null && ["SUCCESS", "FAILURE", "REVOKED"].includes(stored.status);
}

function stillGoing({ state, orphanedAt, cancelledAt }: Task): string | null {
  if (orphanedAt !== null || cancelledAt !== null) return null;
  switch (state) {
    case "PENDING":
      return "It is still waiting in its queue.";
    case "RECEIVED":
      return "A worker has received it and will run it.";
    case "STARTED":
      return "It is running.";
    case "RETRY":
      return "It is waiting for its next attempt.";
    default:
      return null;
  }
}

interface Arguments extends Pick<RetryPlan, "args" | "kwargs" | "source" | "notes" | "problems"> {}

function argumentsOf({ task, stored }: RetryFacts, edit: RetryEdit): Arguments {
  const known = storedArguments(stored) ?? eventArguments(task);
  if (edit.args === undefined && edit.kwargs === undefined) return known;
  return {
    args: edit.args ?? known.args,
    kwargs: edit.kwargs ?? known.kwargs,
    source: "edited",
    notes: [],
    problems: [
      ...(edit.args === undefined || edit.kwargs === undefined ? known.problems : []),
      ...unsendable(edit),
    ],
  };
}

/** A draft may show the mask in the place of a secret: whoever edits it must put the secret there. */
function unsendable({ args, kwargs }: RetryEdit): string[] {
  const why = whyUnsendable([args ?? [], kwargs ?? {}]);
  return why === null ? [] : [`The edited arguments ${why}.`];
}

function storedArguments(stored: StoredResult | null): Arguments | null {
  if (stored === null) return null;
  const { args, kwargs, argsRepr, kwargsRepr } = stored;
  if (args !== null && kwargs !== null)
    return { args, kwargs, source: "result backend", notes: [], problems: [] };
  if (argsRepr === null || kwargsRepr === null) return null;
  return { ...readReprs(argsRepr, kwargsRepr), source: "result backend" };
}

function eventArguments(task: Task | null): Arguments {
  return { ...readReprs(task?.args ?? null, task?.kwargs ?? null), source: task === null ? null : "events" };
}

function notesOf({ task, stored, unreadable }: RetryFacts): string[] {
  const notes: string[] = [];
  if (unreadable === true) notes.push("Its result in the result backend cannot be read.");
  if (task?.state === "SUCCESS") notes.push("It succeeded: this runs it once more.");
  if (task !== null && task.orphanedAt !== null) {
    notes.push(
      "Its worker fell silent or left, and may still be running it: then it runs twice. With acks_late the broker may also deliver it again by itself.",
    );
  }
  if (task !== null && task.cancelledAt !== null) {
    notes.push(
      "Its worker let go of it before it finished. With acks_late the broker delivers it again: then it runs twice.",
    );
  }
  if (stored?.status === "SUCCESS" && task !== null && task.state !== "SUCCESS") {
    notes.push("The result backend says that it succeeded.");
  }
  const open = task?.otherRuns.findLast(({ finishedAt }) => finishedAt === null);
  if (task !== null && open !== undefined) {
    // One that began before is most often that of a worker which died; nobody tells the end of that.
    const isLater = (open.startedAt ?? 0) > (task.startedAt ?? Number.POSITIVE_INFINITY);
    notes.push(
      isLater
        ? `It was delivered again and is running on ${open.worker}, as far as is known: this runs it once more.`
        : `Its run on ${open.worker} was not seen to finish before it was delivered again: if that is still running, this runs it once more.`,
    );
  }
  if (stored !== null && stored.groupId !== null) {
    notes.push("It belongs to a group: the new task does not, and completes no chord.");
  }
  return notes;
}
