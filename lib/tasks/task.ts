// A task as Umbel knows it. null means "not known", never "zero" or "empty". Times are epoch milliseconds.

/** Weakest first; precedence within one attempt follows celery.states.PRECEDENCE (see lib/tasks/precedence.ts). */
export const TASK_STATES = [
  "PENDING",
  "RECEIVED",
  "STARTED",
  "RETRY",
  "REJECTED",
  "REVOKED",
  "FAILURE",
  "SUCCESS",
] as const;
export type TaskState = (typeof TASK_STATES)[number];

export interface Attempt {
  readonly retries: number;
  readonly state: TaskState;
  readonly worker: string | null;
  readonly receivedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly exception: string | null;
  readonly traceback: string | null;
}

/** Another delivery of the same message that was run too. */
export interface Run {
  readonly state: TaskState;
  readonly worker: string;
  readonly pid: number | null;
  readonly receivedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
}

export interface Task {
  readonly uuid: string;
  /** Order of first sight, 1, 2, 3 … in this process: the stable "newest first". */
  readonly ordinal: number;
  readonly name: string | null;
  readonly state: TaskState;
  /** Subject of the last custom event (`progress`), with what it carried: an annotation, not a state. */
  readonly note: { readonly subject: string; readonly at: number; readonly text: string } | null;
  readonly worker: string | null;
  /** Who sent it first, from `task-sent`: its retries are sent by the worker. */
  readonly client: string | null;
  readonly queue: string | null;
  readonly exchange: string | null;
  readonly routingKey: string | null;
  /** Python reprs as Celery sent them, bounded. */
  readonly args: string | null;
  readonly kwargs: string | null;
  readonly result: string | null;
  readonly exception: string | null;
  readonly traceback: string | null;
  readonly runtimeSeconds: number | null;
  readonly retries: number;
  /** Of the present attempt; of the next one while the task waits for it. */
  readonly eta: string | null;
  readonly expires: string | null;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly sentAt: number | null;
  readonly receivedAt: number | null;
  readonly startedAt: number | null;
  readonly succeededAt: number | null;
  readonly failedAt: number | null;
  readonly retriedAt: number | null;
  readonly revokedAt: number | null;
  readonly rejectedAt: number | null;
  /**
   * Its worker let go of it while it shut down or lost the broker, and nothing was heard of it since. Whether it is
   * delivered again depends on `acks_late`, which no event tells: it is PENDING, or lost.
   */
  readonly cancelledAt: number | null;
  /** Sender's time of the newest event that moved the state; never goes back. */
  readonly timestamp: number;
  /** Umbel's own clock at first and at last sight. */
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly terminated: boolean | null;
  readonly signum: string | null;
  readonly expired: boolean | null;
  /** Of its worker's main process, never of the sender; which process of the pool ran it no event tells. */
  readonly pid: number | null;
  /** Lamport clock of the newest event of its worker; of the sender until a worker has told of it, as in Flower. */
  readonly clock: number | null;
  /** Its worker, or the process of it that had the task, fell silent or left while the task was STARTED or RECEIVED. */
  readonly orphanedAt: number | null;
  /** Earlier attempts, oldest first, bounded. The present one is the task itself. */
  readonly attempts: readonly Attempt[];
  /** Runs of the present attempt that its state is not from, oldest first, bounded: it was delivered more than once. */
  readonly otherRuns: readonly Run[];
}

/** Other runs of a task that are told, the latest. */
export const MAX_RUNS_TOLD = 20;

/** What one line of a task list needs; `key` is the uuid. Long text is cut to `ROW_TEXT` characters, an exception to `ROW_ERROR`. */
export interface TaskRow {
  readonly key: string;
  readonly ordinal: number;
  readonly name: string | null;
  readonly state: TaskState;
  readonly worker: string | null;
  readonly queue: string | null;
  readonly args: string | null;
  readonly kwargs: string | null;
  readonly exception: string | null;
  readonly retries: number;
  readonly eta: string | null;
  readonly sentAt: number | null;
  readonly receivedAt: number | null;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly runtimeSeconds: number | null;
  /** started − max(sent or received, eta); null when not known. */
  readonly waitMs: number | null;
  readonly orphaned: boolean;
  /** Its worker no longer reports it, or let go of it, but its end was not seen. Absent: no such doubt. */
  readonly doubtful?: true | undefined;
  /** A revoke was sent from here, and it has not ended since. Absent: none was. */
  readonly revokeSent?: true | undefined;
}
export const ROW_TEXT = 160;
/** Few rows have one, and what matters of a long one may come late. */
export const ROW_ERROR = 400;
