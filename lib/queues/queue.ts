// A queue as Umbel knows it.
import type { PastPause, PauseInfo } from "./pause.ts";

/** How Umbel came to know of a queue. */
export const QUEUE_SOURCES = ["binding", "consumer", "sent", "configuration"] as const;
export type QueueSource = (typeof QUEUE_SOURCES)[number];

export interface PriorityDepth {
  readonly priority: number;
  readonly depth: number;
}

/** One line of the queues list; `key` is the queue's name. */
export interface QueueRow {
  readonly key: string;
  /** Messages waiting in the broker; null when not yet known. */
  readonly depth: number | null;
  /** The same per priority, most urgent first; null where the broker cannot tell. */
  readonly byPriority: readonly PriorityDepth[] | null;
  /** Depth over the last five minutes, oldest first, one value per 10 s; null is a gap. */
  readonly recent: readonly (number | null)[];
  /** Workers that list the queue in `inspect active_queues`; null when no worker has answered yet. */
  readonly consumers: number | null;
  /** Pool processes of those workers, and how many are busy. */
  readonly slots: number | null;
  readonly busy: number | null;
  /** Taken by a worker but not acknowledged; null where the broker cannot tell. */
  readonly unacked: number | null;
  /** Waiting for their ETA, at workers or in the broker; null without evidence. */
  readonly scheduled: number | null;
  /** Seen entering and leaving per second over the last minute; null without evidence. */
  readonly inRate: number | null;
  readonly outRate: number | null;
  readonly waitP50Ms: number | null;
  readonly waitP95Ms: number | null;
  /** When the oldest waiting message was sent, epoch ms; null when nothing waits or nobody told. */
  readonly oldestAt: number | null;
  /** depth ÷ net outflow; null when it does not drain, or is empty, or not known. */
  readonly drainSeconds: number | null;
  /** Since when it is behind: when it began to rise to what has not drained by half since; null when it is not. */
  readonly growingSince: number | null;
  /** Since when nothing was taken although something waits; null while that is not so, or not known. */
  readonly stuckSince: number | null;
  readonly pause: PauseInfo | null;
  /** Absent: it was not resumed while Umbel watched. */
  readonly lastPause?: PastPause | undefined;
  /** The board of findings holds that it is behind, and does until it has caught up for good. Absent: it does not. */
  readonly behind?: true | undefined;
  /** `classic`, `quorum`, `stream`; `broadcast`: one for each process; null where there is only one kind. */
  readonly queueType: string | null;
}

/** One span of a queue's past; `key` is its start in ms as text. null is a gap, not a zero. */
export interface QueuePoint {
  readonly key: string;
  readonly at: number;
  /** How much of it the cluster was watched so far, ms: what a count is to be divided by. 0 where nobody watched. */
  readonly watchedMs: number;
  /** The most that waited. */
  readonly depth: number | null;
  /** Messages that came in, and that were taken. */
  readonly sent: number | null;
  readonly taken: number | null;
  /** Of the tasks that started in it, as the overview has them of all queues. */
  readonly waitP50Ms: number | null;
  readonly waitP95Ms: number | null;
  readonly waitP99Ms: number | null;
}

/** A worker that consumes the queue; `key` is its hostname. */
export interface QueueConsumer {
  readonly key: string;
  /** The queue's name at this worker: of a broadcast, each has its own. */
  readonly declaredAs: string;
  readonly slots: number | null;
  readonly busy: number | null;
  readonly prefetch: number | null;
  /** Queues it consumes besides this one. */
  readonly others: readonly string[];
  readonly exchange: string | null;
  readonly exchangeType: string | null;
  readonly routingKey: string | null;
  readonly maxPriority: number | null;
}

/** All that is known of one queue but its past. */
export interface QueueDetail {
  readonly queue: QueueRow;
  readonly knownFrom: readonly QueueSource[];
  /** Online workers that list it; null when no worker has answered yet. */
  readonly consumers: readonly QueueConsumer[] | null;
}
