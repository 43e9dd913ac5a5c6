// What Umbel knows of why a task that has not ended is where it is: a plain record, read from the model of one moment.
import type { WorkerRecord } from "../../cluster/worker-record.ts";
import type { PauseInfo } from "../../queues/pause.ts";
import type { QueueRow } from "../../queues/queue.ts";
import { isFinished } from "../../tasks/precedence.ts";
import type { Task } from "../../tasks/task.ts";
import { parseIso } from "../../tasks/times.ts";
import { isCut } from "../../workers/parse-inspect.ts";
import type { WorkerStatus } from "../../workers/worker.ts";
import type { Picture } from "../picture.ts";

/** Fewer runs that succeeded, which alone tell how long they took, say nothing of what is usual. */
const FEWEST_RUNS = 20;
/** Tasks held by a worker that are looked at. */
const MOST_RESERVED = 2_000;
/** kombu's default. */
const VISIBILITY_SECONDS = 3_600;

export interface QueueFacts
  extends Pick<QueueRow, "depth" | "consumers" | "slots" | "busy" | "outRate" | "stuckSince"> {
  readonly name: string;
  /** The broker was asked, and shows no such queue. */
  readonly missing: boolean;
  readonly pause: Pick<PauseInfo, "at" | "by" | "reason"> | null;
  /** Whether a worker that consumes it registers the task's name; null: not all have told. */
  readonly registered: boolean | null;
  /** Each process has a queue of its own, with the same messages. */
  readonly broadcast: boolean;
}

/** Where the message of a task was found in its queue; 1 is the next to be taken. */
export interface Place {
  /** null: not among those that were read. */
  readonly position: number | null;
  readonly read: number;
  readonly total: number;
  /** All were read twice, and it was in none of them. */
  readonly gone: boolean;
  /** The ETA that its message names, epoch ms. */
  readonly eta: number | null;
}

export interface HolderFacts {
  readonly hostname: string;
  readonly status: WorkerStatus;
  readonly slots: number | null;
  readonly running: number | null;
  /** Tasks it received before this one that have not begun and have no ETA to come; null: too many to look at. */
  readonly ahead: number | null;
  /** Of the task's name there, as the worker prints it; null: none, or not known. */
  readonly rateLimit: string | null;
  readonly visibilitySeconds: number;
}

export interface WaitingFacts {
  /** Of the moment that they are of, epoch ms. */
  readonly now: number;
  readonly task: Pick<
    Task,
    "state" | "expires" | "sentAt" | "receivedAt" | "startedAt" | "retriedAt" | "orphanedAt"
  >;
  /** Epoch ms; null: none. */
  readonly eta: number | null;
  /** null: nobody told which. */
  readonly queue: QueueFacts | null;
  readonly place: Place | null;
  /** The worker that has it; null: none. */
  readonly holder: HolderFacts | null;
  /** How long 95 % of its name ran at most in the last hour, ms; null: too few ran. */
  readonly usualMs: number | null;
}

/** Null: the task is not held, or it has ended: then it waits for nothing. */
export function waitingFacts(picture: Picture, uuid: string, now: number): WaitingFacts | null {
  const { state } = picture;
  const task = state.task(uuid);
  const record = state.tasks.get(uuid);
  if (task === null || record === undefined || isFinished(task.state)) return null;
  const { name, expires, sentAt, receivedAt, startedAt, retriedAt, orphanedAt } = task;
  const atWorker = task.state === "RECEIVED" || task.state === "STARTED";
  const worker = atWorker && task.worker !== null ? state.workers.get(task.worker) : undefined;
  const queue = state.queueOf(record);
  return {
    now,
    task: { state: task.state, expires, sentAt, receivedAt, startedAt, retriedAt, orphanedAt },
    eta: parseIso(task.eta),
    queue: queue === null ? null : queueFacts(picture, queue, name, now),
    place: null,
    holder: worker === undefined ? null : holderFacts(picture, worker, task, now),
    usualMs: task.state === "STARTED" ? usualMs(picture, name, now) : null,
  };
}

function queueFacts(picture: Picture, name: string, task: string | null, now: number): QueueFacts {
  const { state } = picture;
  const found = picture.queue(name, now);
  const record = state.queues.get(name);
  const { depth = null, consumers = null, slots = null, busy = null } = found?.queue ?? {};
  const { outRate = null, stuckSince = null, pause = null } = found?.queue ?? {};
  return {
    ...{ name, depth, consumers, slots, busy, outRate, stuckSince, pause },
    missing: record !== undefined && record.depth === null && record.depthAt !== null,
    registered: isRegistered(
      (found?.consumers ?? []).map(({ key }) => state.workers.get(key)),
      task,
    ),
    broadcast: state.queues.broadcasts.has(name),
  };
}

function isRegistered(consumers: readonly (WorkerRecord | undefined)[], task: string | null): boolean | null {
  let all = consumers.length > 0 && task !== null;
  for (const consumer of consumers) {
    const registered = consumer?.inspection.registered ?? null;
    if (registered?.value?.some(({ name }) => name === task)) return true;
    if (registered?.value == null || isCut(registered)) all = false;
  }
  return all ? false : null;
}

function holderFacts(picture: Picture, worker: WorkerRecord, task: Task, now: number): HolderFacts {
  const { stats, registered, conf } = worker.inspection;
  const limited = registered?.value?.find(({ name }) => name === task.name);
  const options = conf?.value?.broker_transport_options;
  const visibility =
    typeof options === "object" && options !== null && "visibility_timeout" in options
      ? options.visibility_timeout
      : null;
  return {
    hostname: worker.hostname,
    status: worker.status,
    slots: stats?.value?.slots ?? null,
    running: worker.executing ?? worker.running.size,
    ahead: aheadOf(picture, worker, task, now),
    rateLimit: limited?.rateLimit ?? null,
    visibilitySeconds: typeof visibility === "number" && visibility > 0 ? visibility : VISIBILITY_SECONDS,
  };
}

function aheadOf({ state }: Picture, worker: WorkerRecord, task: Task, now: number): number | null {
  if (worker.reserved.size > MOST_RESERVED || task.receivedAt === null) return null;
  let ahead = 0;
  for (const row of worker.reserved) {
    const { receivedAt, eta } = state.tasks.at(row);
    if (receivedAt !== null && receivedAt < task.receivedAt && (parseIso(eta) ?? 0) <= now) ahead += 1;
  }
  return ahead;
}

function usualMs({ nameSeries }: Picture, name: string | null, now: number): number | null {
  const row = name === null ? null : nameSeries.row("1h", name, now);
  return row === null || row.count - row.failed < FEWEST_RUNS ? null : row.runtimeP95Ms;
}
