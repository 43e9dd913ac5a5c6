// The metric families that the engine feeds: Flower's six under Flower's names, labels and help texts, so that its
// dashboards and alerts keep working, and Umbel's own.
import { type FamilyName, RUNTIME_BOUNDS, WAIT_BOUNDS } from "#lib/metrics/batch.ts";

export interface FamilySpec {
  readonly help: string;
  readonly labels: readonly string[];
  readonly type: "counter" | "gauge" | "histogram";
  /** Upper bounds of a histogram. */
  readonly bounds?: readonly number[];
}

export const FAMILIES: Readonly<Record<FamilyName, FamilySpec>> = {
  flower_events_total: {
    help: "Number of events",
    labels: ["worker", "type", "task"],
    type: "counter",
  },
  flower_task_runtime_seconds: {
    help: "Task runtime",
    labels: ["worker", "task"],
    type: "histogram",
    bounds: RUNTIME_BOUNDS,
  },
  flower_task_prefetch_time_seconds: {
    help: "The time the task spent waiting at the celery worker to be executed.",
    labels: ["worker", "task"],
    type: "gauge",
  },
  flower_worker_prefetched_tasks: {
    help: "Number of tasks of given type prefetched at a worker",
    labels: ["worker", "task"],
    type: "gauge",
  },
  flower_worker_online: { help: "Worker online status", labels: ["worker"], type: "gauge" },
  flower_worker_number_of_currently_executing_tasks: {
    help: "Number of tasks currently executing at a worker",
    labels: ["worker"],
    type: "gauge",
  },
  umbel_task_wait_seconds: {
    help: "Time from sending (or ETA) of a task to its start.",
    labels: ["task", "queue"],
    type: "histogram",
    bounds: WAIT_BOUNDS,
  },
  umbel_queue_depth: {
    help: "Messages waiting in the broker.",
    labels: ["queue"],
    type: "gauge",
  },
  umbel_queue_consumers: gaugeOfQueue("Workers that consume the queue."),
  umbel_queue_slots: gaugeOfQueue("Pool processes of the workers that consume the queue."),
  umbel_queue_unacked: gaugeOfQueue("Messages taken by a worker and not yet acknowledged."),
  umbel_queue_scheduled: gaugeOfQueue("Messages that wait for their ETA, at workers or in the broker."),
  umbel_queue_paused: gaugeOfQueue("1 while the queue is paused through Umbel."),
  umbel_queue_oldest_message_timestamp_seconds: gaugeOfQueue(
    "When the oldest waiting message was sent; NaN while nothing waits or nobody told.",
  ),
};

function gaugeOfQueue(help: string): FamilySpec {
  return { help, labels: ["queue"], type: "gauge" };
}
