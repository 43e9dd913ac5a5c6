// A worker as Umbel knows it: heartbeats decide whether it is alive, `inspect` fills in the rest.

export type WorkerStatus =
  | "online"
  | "offline" // it said goodbye (worker-offline)
  | "lost"; // it fell silent: no heartbeat within twice its frequency

/** One line of the workers list; `key` is the hostname (`celery@host`). */
export interface WorkerRow {
  readonly key: string;
  readonly status: WorkerStatus;
  /** Since when it has this status, epoch ms. */
  readonly since: number;
  readonly lastHeartbeatAt: number | null;
  readonly freqSeconds: number;
  readonly active: number | null;
  readonly processed: number | null;
  readonly loadavg: readonly number[] | null;
  readonly swVer: string | null;
  readonly pid: number | null;
  /** Pids of the processes that use this name at once; empty when only their answers show them. Absent: it is one. */
  readonly twins?: readonly number[] | undefined;
  /** Receiver's clock minus sender's, ms, of the last heartbeat. */
  readonly driftMs: number | null;
  /** From inspect; null until a worker answered. */
  readonly pool: string | null;
  readonly slots: number | null;
  readonly prefetch: number | null;
  readonly queues: readonly string[] | null;
  readonly startedAt: number | null;
  /** null: unknown; false: it sends no task events. */
  readonly taskEvents: boolean | null;
  /** Counted from events since Umbel started. */
  readonly succeeded: number;
  readonly failed: number;
  readonly retried: number;
  /** Finished in the last 60 s. */
  readonly donePerMinute: number;
  /** Running now, as far as events tell: for the slot marks. */
  readonly running: readonly {
    readonly uuid: string;
    readonly name: string | null;
    readonly startedAt: number | null;
  }[];
}
