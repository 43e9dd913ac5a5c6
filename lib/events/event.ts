// The events of Celery as Umbel knows them, after decoding (docs/protocol/events.md C2, C3). Times are epoch
// milliseconds.

import type { IdSpelling } from "../kombu/read-id.ts";

interface EventBase {
  /** Node name; for `task-sent` the client, `gen<pid>@host`. */
  readonly hostname: string;
  /** Sender's clock, epoch ms. `utcoffset` is ignored on purpose (docs/protocol/events.md C2). */
  readonly at: number;
  readonly pid: number | null;
  readonly clock: number | null;
}

export const TASK_SUBJECTS = [
  "sent",
  "received",
  "started",
  "succeeded",
  "failed",
  "retried",
  "revoked",
  "rejected",
  "cancelled",
] as const;

/** `task-*`. A field is absent when the event did not carry it, null when it carried null. */
export interface TaskEvent extends EventBase {
  readonly kind: "task";
  /** One of TASK_SUBJECTS, or the application's own (`task-progress` gives `progress`). */
  readonly subject: string;
  readonly uuid: string;
  /** How the id was spelled; absent: as text. */
  readonly idSpelling?: IdSpelling;
  readonly name?: string | null;
  readonly args?: string | null;
  readonly kwargs?: string | null;
  readonly rootId?: string | null;
  readonly parentId?: string | null;
  readonly retries?: number | null;
  /** ISO 8601 text as sent. */
  readonly eta?: string | null;
  readonly expires?: string | null;
  readonly queue?: string | null;
  readonly exchange?: string | null;
  readonly routingKey?: string | null;
  readonly result?: string | null;
  readonly runtimeSeconds?: number | null;
  readonly exception?: string | null;
  readonly traceback?: string | null;
  readonly terminated?: boolean | null;
  readonly signum?: string | null;
  readonly expired?: boolean | null;
  readonly requeue?: boolean | null;
  /** Whatever else a custom event carried, bounded; only for subjects outside TASK_SUBJECTS. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** `worker-*`. */
export interface WorkerEvent extends EventBase {
  readonly kind: "worker";
  readonly subject: string;
  readonly freqSeconds?: number | null;
  readonly active?: number | null;
  readonly processed?: number | null;
  readonly loadavg?: readonly number[] | null;
  readonly swIdent?: string | null;
  readonly swVer?: string | null;
  readonly swSys?: string | null;
  /** Our clock minus the sender's where `at` is ours, because the sender's cannot be (plausible.ts). */
  readonly driftMs?: number;
}

/** Anything else an application dispatches (`myapp-foo`). */
export interface CustomEvent extends EventBase {
  readonly kind: "custom";
  readonly type: string;
}

export type CeleryEvent = TaskEvent | WorkerEvent | CustomEvent;
