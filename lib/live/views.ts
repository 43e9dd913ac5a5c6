// What each live topic carries. The server renders these, the pages read them, nothing else crosses the socket.
import type { Batch, BatchItem } from "../batches/batch.ts";
import type { BoundReached } from "../bounds/bounds.ts";
import type { QueueConsumer, QueuePoint, QueueRow, QueueSource } from "../queues/queue.ts";
import type { NameRow, PointRow } from "../series/point.ts";
import type { Range } from "../series/ranges.ts";
import type { Task, TaskRow, TaskState } from "../tasks/task.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import type { WorkerRow } from "../workers/worker.ts";

/** Connection to the broker as people need to see it. */
export interface BrokerStatus {
  readonly state: "connecting" | "connected" | "disconnected";
  /** Since when, epoch ms. */
  readonly since: number;
  /** Broker URL with its password masked. */
  readonly url: string;
  readonly transport: string;
  /** Why it is away, or what a connected one cannot do, and what to do about it; null while all is well. */
  readonly problem: { readonly code: BrokerProblem; readonly text: string; readonly remedy: string } | null;
  readonly attempt: number;
  readonly nextRetryAt: number | null;
  /** It will never be tried again: the URL names what cannot be watched. Absent: it is. */
  readonly final?: boolean | undefined;
  /** The broker carries tasks and nothing else: no events, no commands. Absent: it carries all. */
  readonly tasksOnly?: boolean | undefined;
}
export type BrokerProblem =
  | "dns"
  | "refused"
  | "timeout"
  | "tls"
  | "auth"
  | "permission"
  | "protocol"
  | "lost"
  /** Connected, but it takes no messages. */
  | "blocked"
  /** Connected, but it drops events before they are read. */
  | "overflow"
  | "unknown";

/** `frame`: what every page's frame shows. */
export interface FrameView {
  readonly info: {
    readonly cluster: string;
    readonly demo: boolean;
    readonly version: string;
    readonly broker: BrokerStatus;
    readonly eventsPerSecond: number;
    /** Our clock minus the sender's for the newest events, ms; null without events. */
    readonly lagMs: number | null;
    readonly tasks: number;
    readonly workersOnline: number;
    readonly workers: number;
    readonly queues: number;
    readonly dropped: number;
    readonly malformed: number;
    /** Bounds that were reached, and what gave way. */
    readonly bounds: readonly BoundReached[];
  };
  readonly lists: Readonly<Record<string, never>>;
}

export type FindingLevel = "bad" | "warn" | "info";
/** A plain sentence about what is wrong, with its evidence. */
export interface FindingRow {
  readonly key: string;
  readonly level: FindingLevel;
  /** The subject in bold, then the rest of the sentence. */
  readonly subject: string;
  readonly text: string;
  /** Between the subject and the text: "from 12:03:10 to 12:03:40". */
  readonly period?: { readonly from: number; readonly to: number } | undefined;
  readonly since: number | null;
  /** When it was first found; absent in the line of those beyond the list. */
  readonly openedAt?: number | undefined;
  /** Where it is going. */
  readonly trend?: "rising" | "falling" | "steady" | undefined;
  /** Since when it is not found any more; it has ended when that lasts. null or absent: it is so now. */
  readonly goneAt?: number | null | undefined;
  readonly acknowledged?: Acknowledged | null | undefined;
  readonly action:
    | { readonly kind: "link"; readonly label: string; readonly href: string }
    | { readonly kind: "enable-events"; readonly label: string; readonly hostname: string }
    | null;
}

/** Who has said that it is known, when, and what they noted. */
export interface Acknowledged {
  readonly by: string;
  readonly at: number;
  readonly note: string | null;
}

/** A finding that has ended. */
export interface EndedRow extends Pick<FindingRow, "key" | "subject" | "action"> {
  /** Its own words, as they were last. */
  readonly text: string;
  readonly since: number;
  readonly closedAt: number;
  /** All is well again; false: it is only found no more. */
  readonly recovered: boolean;
}

/** A finding that the broker itself gives while it is connected. */
export type BrokerNotice = Pick<FindingRow, "key" | "level" | "subject" | "text">;

/** A task name that failed in the range, with its newest failure; `key` is the name, empty for tasks without one. */
export interface FailingRow {
  readonly key: string;
  /** Runs that ended, and those of them that failed. */
  readonly count: number;
  readonly failed: number;
  /** Of the newest failure; null when it is not known. */
  readonly error: string | null;
  readonly failedAt: number | null;
  /** The type that most of its failures have since it began to fail; null: none has, or it is not known. */
  readonly mostlyError: string | null;
}

/** `overview?range=1h` */
export interface OverviewView {
  readonly info: {
    readonly range: Range;
    readonly bucketSeconds: number;
    /** Since when the cluster is watched, whatever the range; null before that. */
    readonly watchedSince: number | null;
    /** Over the last minute; null when nothing finished. */
    readonly finishedPerSecond: number;
    readonly failedShare: number | null;
    /** The share in the rest of the range, to compare with. */
    readonly failedShareBefore: number | null;
    readonly runtimeP95Ms: number | null;
    readonly waitP95Ms: number | null;
    readonly oldestWait: { readonly ms: number; readonly queue: string | null } | null;
    readonly slots: number | null;
    readonly busy: number | null;
    /** Of all, those beyond the rows shown included. */
    readonly queuesTotal: number;
    readonly workersTotal: number;
    /** False until the first task event. */
    readonly sawTaskEvents: boolean;
  };
  readonly lists: {
    /** Those that are acknowledged come last. */
    readonly findings: readonly FindingRow[];
    /** Findings that have ended lately, newest first. */
    readonly ended: readonly EndedRow[];
    readonly points: readonly PointRow[];
    readonly queues: readonly QueueRow[];
    readonly workers: readonly WorkerRow[];
    readonly names: readonly NameRow[];
    /** Those with the most failures. */
    readonly failing: readonly FailingRow[];
  };
}

/** `workers` */
export interface WorkersView {
  readonly info: { readonly online: number; readonly lost: number; readonly offline: number };
  readonly lists: { readonly workers: readonly WorkerRow[] };
}

/** `worker:<hostname>` */
export interface WorkerView {
  readonly info: {
    /** null: no worker of that name is known. */
    readonly worker: WorkerRow | null;
    readonly inspection: WorkerInspection | null;
    readonly names: readonly string[];
  };
  readonly lists: { readonly recent: readonly TaskRow[] };
}

/** `queues` */
export interface QueuesView {
  readonly info: {
    /** Of all queues, those beyond the rows shown included. */
    readonly total: number;
    readonly waiting: number | null;
    readonly unacked: number | null;
    readonly scheduled: number | null;
  };
  readonly lists: {
    /** By name; at most MAX_QUEUE_ROWS, then the troubled and the deepest. */
    readonly queues: readonly QueueRow[];
    /** What is wrong with queues, worst first. */
    readonly findings: readonly FindingRow[];
  };
}
export const MAX_QUEUE_ROWS = 2_000;

/** `queue:<name>?range=1h`; the name is URL-encoded. */
export interface QueueView {
  readonly info: {
    readonly range: Range;
    readonly bucketSeconds: number;
    /** As in the overview. */
    readonly watchedSince: number | null;
    /** null: no queue of that name is known. */
    readonly queue: QueueRow | null;
    readonly knownFrom: readonly QueueSource[];
    /** False while no worker has answered what it consumes. */
    readonly knowsConsumers: boolean;
  };
  readonly lists: {
    readonly findings: readonly FindingRow[];
    readonly points: readonly QueuePoint[];
    readonly consumers: readonly QueueConsumer[];
  };
}

export const PAGE_SIZE = 100;
/** `tasks?<filter>&sort=…&until=…&page=…` : one page of PAGE_SIZE rows of the list. */
export interface TasksView {
  readonly info: {
    /** Tasks that match (and are not newer than `until`). */
    readonly matching: number;
    /** Matching tasks that are newer than `until`: the "+N new". */
    readonly newer: number;
    readonly held: number;
    /** The newest ordinal now: what to pass as `until` to hold the list still. */
    readonly newest: number;
    /** Counts by state under the filter without its states. */
    readonly byState: Readonly<Record<TaskState, number>>;
    /** Most frequent names, workers, queues and types of exceptions under the filter, at most 20 each, largest first. */
    readonly byName: readonly (readonly [string, number])[];
    readonly byWorker: readonly (readonly [string, number])[];
    readonly byQueue: readonly (readonly [string, number])[];
    readonly byException: readonly (readonly [string, number])[];
    /** How many different ones there are under the filter. */
    readonly distinct: {
      readonly name: number;
      readonly worker: number;
      readonly queue: number;
      readonly exception: number;
    };
    /** Time histogram of first sight of the matching tasks, 60 buckets. */
    readonly histogram: readonly { readonly at: number; readonly total: number; readonly failed: number }[];
    readonly evicted: number;
    /** With a text filter: of how many held tasks the whole text was searched so far; the next tick goes on. */
    readonly searched?: { readonly tasks: number; readonly of: number; readonly complete: boolean } | null;
  };
  readonly lists: { readonly tasks: readonly TaskRow[] };
}

/** `task:<uuid>` */
export interface TaskView {
  readonly info: {
    /** null: never seen, or no longer held. */
    readonly task: Task | null;
    readonly workerStatus: WorkerRow["status"] | null;
    /** How sure the state is, and why, in words ("from events; its worker is lost"). */
    readonly certainty: string | null;
    /** How many tasks are held, where this one is not: it may have been evicted. 0 otherwise. */
    readonly held: number;
    /** How many have made room for others, where this one is not held. 0 otherwise. */
    readonly evicted: number;
    /** Tasks of the same root that are held, those beyond the rows shown included. */
    readonly familyTotal: number;
    /** How many of them are in each state; of a very large family only of those that are indexed. */
    readonly familyStates: Readonly<Partial<Record<TaskState, number>>>;
    /** Which worker named it among those that it runs, after the newest event of it, and when; null: none. */
    readonly runsBy: { readonly worker: string; readonly at: number } | null;
    /** How many are held at most. */
    readonly maxTasks: number;
  };
  readonly lists: {
    /** The root, the parent, siblings' children …: every held task of the same root, oldest first, at most 200. */
    readonly family: readonly (TaskRow & { readonly parentId: string | null })[];
  };
}

/** `batches`: newest first. */
export interface BatchesView {
  readonly info: Readonly<Record<string, never>>;
  readonly lists: { readonly batches: readonly Batch[] };
}

export const BATCH_PAGE = 100;
/** `batch?id=…&show=…&page=…`: one of them, and a page of BATCH_PAGE items. */
export interface BatchView {
  readonly info: {
    /** null: never begun here, or forgotten since. */
    readonly batch: Batch | null;
    readonly matching: number;
  };
  readonly lists: { readonly items: readonly BatchItem[] };
}
