// One task as the store holds it: fixed fields, changed in place. `simple` tasks (one attempt, each kind of event once,
// one worker process: nearly all) live in the fields alone; the others keep their marks, and the fields are their fold.
import { stateOf } from "../tasks/precedence.ts";
import type { Attempt, Task, TaskRow } from "../tasks/task.ts";
import type { Dictionary } from "./dictionary.ts";
import type { Credit } from "./fold.ts";
import type { Mark } from "./mark.ts";
import type { WorkerRecord } from "./worker-record.ts";

export interface TaskNames {
  readonly names: Dictionary;
  readonly workers: Dictionary;
  readonly queues: Dictionary;
}

export class TaskRecord {
  readonly uuid: string;
  readonly ordinal: number;
  readonly firstSeenAt: number;
  lastSeenAt: number;
  /** Index in TASK_STATES. */
  state = 0;
  /** Integers of TaskNames; 0 is null. */
  nameId = 0;
  workerId = 0;
  queueId = 0;
  client: string | null = null;
  exchange: string | null = null;
  routingKey: string | null = null;
  args: string | null = null;
  kwargs: string | null = null;
  result: string | null = null;
  exception: string | null = null;
  traceback: string | null = null;
  runtimeSeconds: number | null = null;
  /** The attempt that `sent` or `received` named; null while neither came. */
  retries: number | null = null;
  eta: string | null = null;
  expires: string | null = null;
  parentId: string | null = null;
  rootId: string | null = null;
  sentAt: number | null = null;
  receivedAt: number | null = null;
  startedAt: number | null = null;
  succeededAt: number | null = null;
  failedAt: number | null = null;
  retriedAt: number | null = null;
  revokedAt: number | null = null;
  rejectedAt: number | null = null;
  timestamp = Number.NEGATIVE_INFINITY;
  terminated: boolean | null = null;
  signum: string | null = null;
  expired: boolean | null = null;
  pid: number | null = null;
  clock: number | null = null;
  orphanedAt: number | null = null;
  waitMs: number | null = null;
  note: Task["note"] = null;
  attempts: readonly Attempt[] = NO_ATTEMPTS;

  /** Simple tasks: bits of SENT_FIELDS whose value came from `sent`, because `received` did not tell it. */
  fromSent = 0;
  /** null for simple tasks. */
  marks: Mark[] | null = null;
  credits: readonly Credit[] | null = null;

  /** The line of the task list made from the present fields; null after a change. */
  row: TaskRow | null = null;
  /** Links of the store's two lists (finished, unfinished), in order of last sight. */
  previous: TaskRecord | null = null;
  next: TaskRecord | null = null;
  inFinished = false;
  /** The worker in whose `running` or `reserved` it is. */
  home: WorkerRecord | null = null;
  /** Index in the store's list by order of first sight. */
  place = 0;

  constructor(uuid: string, ordinal: number, now: number) {
    this.uuid = uuid;
    this.ordinal = ordinal;
    this.firstSeenAt = now;
    this.lastSeenAt = now;
  }
}

const NO_ATTEMPTS: readonly Attempt[] = [];

/** A picture of the record that later changes do not touch. */
export function toTask(record: TaskRecord, { names, workers, queues }: TaskNames): Task {
  const {
    state,
    nameId,
    workerId,
    queueId,
    retries,
    timestamp,
    fromSent: _fromSent,
    marks: _marks,
    credits: _credits,
    row: _row,
    previous: _previous,
    next: _next,
    inFinished: _inFinished,
    place: _place,
    home: _home,
    waitMs: _waitMs,
    ...plain
  } = record;
  return {
    ...plain,
    state: stateOf(state),
    name: names.text(nameId),
    worker: workers.text(workerId),
    queue: queues.text(queueId),
    retries: retries ?? 0,
    timestamp: Number.isFinite(timestamp) ? timestamp : 0,
  };
}
