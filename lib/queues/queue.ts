// A queue as Umbel knows it.

/** One line of the queues list; `key` is the queue's name. */
export interface QueueRow {
  readonly key: string;
  /** Messages waiting in the broker; null when not yet known. */
  readonly depth: number | null;
  /** Depth over the last five minutes, oldest first, one value per 10 s; null is a gap. */
  readonly recent: readonly (number | null)[];
  /** Workers that list the queue in `inspect active_queues`; null when no worker has answered yet. */
  readonly consumers: number | null;
  /** Pool processes of those workers, and how many are busy. */
  readonly slots: number | null;
  readonly busy: number | null;
  /** Taken by a worker but not acknowledged; null where the broker cannot tell. */
  readonly unacked: number | null;
  /** Seen entering and leaving per second over the last minute; null without evidence. */
  readonly inRate: number | null;
  readonly outRate: number | null;
  readonly waitP95Ms: number | null;
  /** depth ÷ net outflow; null when it does not drain, or is empty, or not known. */
  readonly drainSeconds: number | null;
}
