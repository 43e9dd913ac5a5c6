// What a chart is drawn from: buckets of time, and task names in a range of it.

/** One bucket of time; `key` is its start in ms as text. null is "no data": a gap, not a zero. */
export interface PointRow {
  readonly key: string;
  readonly at: number;
  /** How much of it the cluster was watched so far, ms: what a count is to be divided by. 0 where nobody watched. */
  readonly watchedMs: number;
  readonly succeeded: number | null;
  readonly failed: number | null;
  readonly retried: number | null;
  readonly revoked: number | null;
  readonly received: number | null;
  readonly runtimeP50Ms: number | null;
  readonly runtimeP95Ms: number | null;
  readonly runtimeP99Ms: number | null;
  readonly waitP50Ms: number | null;
  readonly waitP95Ms: number | null;
  readonly waitP99Ms: number | null;
  readonly oldestWaitMs: number | null;
  /** The most that waited in each queue, the deepest queues only. */
  readonly depths: Readonly<Record<string, number | null>>;
}

export interface NameRow {
  readonly key: string;
  readonly count: number;
  readonly failed: number;
  readonly runtimeP95Ms: number | null;
}
