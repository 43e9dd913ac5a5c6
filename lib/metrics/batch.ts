// What one tick of the engine tells the metrics endpoint: only the series that changed, as cumulative values,
// so that the cost is that of the changes and a lost batch is mended by the next.

/** Families fed by the engine; server/metrics gives them help texts, types and bucket bounds. */
export type FamilyName =
  | "flower_events_total" // worker, type, task
  | "flower_task_runtime_seconds" // worker, task (histogram)
  | "flower_task_prefetch_time_seconds" // worker, task
  | "flower_worker_prefetched_tasks" // worker, task
  | "flower_worker_online" // worker
  | "flower_worker_number_of_currently_executing_tasks" // worker
  | "umbel_task_wait_seconds" // task, queue (histogram)
  | "umbel_queue_depth" // queue; so are all that follow
  | "umbel_queue_consumers"
  | "umbel_queue_slots"
  | "umbel_queue_unacked"
  | "umbel_queue_scheduled"
  | "umbel_queue_paused"
  | "umbel_queue_oldest_message_timestamp_seconds";

export type SeriesValue =
  | { readonly labels: readonly string[]; readonly value: number }
  | {
      readonly labels: readonly string[];
      /** Observations within each bound alone, not summed up; what is above the last bound is only in `count`. */
      readonly buckets: readonly number[];
      readonly sum: number;
      readonly count: number;
    };

export interface MetricsBatch {
  readonly set: readonly { readonly family: FamilyName; readonly series: readonly SeriesValue[] }[];
  /** Workers forgotten: every series that carries them goes. */
  readonly forgetWorkers: readonly string[];
  /** Queues forgotten: the series that are theirs alone go. Absent when there are none. */
  readonly forgetQueues?: readonly string[];
  /** Series not kept because their family was full, since the start, by family; absent when there are none. */
  readonly dropped?: Readonly<Partial<Record<FamilyName, number>>>;
}

/** Upper bounds in seconds; the `+Inf` bucket is implied. Flower's defaults (prometheus_client's). */
export const RUNTIME_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
] as const;
export const WAIT_BOUNDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800] as const;
