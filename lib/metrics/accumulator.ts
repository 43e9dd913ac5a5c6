// Flower's metrics under Flower's names, without its bugs (flower.md 4, 8.2), and Umbel's wait and depth. Deliberate
// differences: the worker of `task-sent` is empty (the sender is a client, one series set per process would never end);
// the prefetch time stays at its last value; prefetched tasks are counted from the tasks themselves, so it cannot drift;
// a silent worker falls to offline and executes nothing.
import { TEXT } from "../cluster/task-columns.ts";
import type { TaskRecord } from "../cluster/task-record.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import type { WorkerRecord } from "../cluster/worker-record.ts";
import { TASK_SUBJECTS, type TaskEvent } from "../events/event.ts";
import type { QueueRow } from "../queues/queue.ts";
import { type FamilyName, type MetricsBatch, RUNTIME_BOUNDS, WAIT_BOUNDS } from "./batch.ts";
import { Family } from "./family.ts";

const NAMES: readonly FamilyName[] = [
  "flower_events_total",
  "flower_task_runtime_seconds",
  "flower_task_prefetch_time_seconds",
  "flower_worker_prefetched_tasks",
  "flower_worker_online",
  "flower_worker_number_of_currently_executing_tasks",
  "umbel_task_wait_seconds",
  "umbel_queue_depth",
  "umbel_queue_consumers",
  "umbel_queue_slots",
  "umbel_queue_unacked",
  "umbel_queue_scheduled",
  "umbel_queue_paused",
  "umbel_queue_oldest_message_timestamp_seconds",
];
/** Made once, not once per event. */
const TYPES: ReadonlyMap<string, string> = new Map(
  TASK_SUBJECTS.map((subject) => [subject, `task-${subject}`]),
);
/** Families whose first label is the worker. */
const OF_WORKERS = NAMES.slice(0, 6);
/** Families of queues alone. */
const OF_QUEUES = NAMES.slice(7);

export class MetricsAccumulator {
  readonly #families: Readonly<Record<FamilyName, Family>>;
  /** Task names for which a worker's prefetch gauge was set: they must fall to 0. */
  readonly #prefetched = new Map<string, ReadonlySet<string>>();
  #forgotten: string[] = [];
  #forgottenQueues: string[] = [];

  /** `runtimeBounds` in seconds, rising. */
  constructor(runtimeBounds: readonly number[] = RUNTIME_BOUNDS) {
    this.#families = {
      flower_events_total: new Family(),
      flower_task_runtime_seconds: new Family(runtimeBounds),
      flower_task_prefetch_time_seconds: new Family(),
      flower_worker_prefetched_tasks: new Family(),
      flower_worker_online: new Family(),
      flower_worker_number_of_currently_executing_tasks: new Family(),
      umbel_task_wait_seconds: new Family(WAIT_BOUNDS),
      umbel_queue_depth: new Family(),
      umbel_queue_consumers: new Family(),
      umbel_queue_slots: new Family(),
      umbel_queue_unacked: new Family(),
      umbel_queue_scheduled: new Family(),
      umbel_queue_paused: new Family(),
      umbel_queue_oldest_message_timestamp_seconds: new Family(),
    };
  }

  /** Every task event, custom ones too. */
  onTaskEvent(event: TaskEvent, name: string | null): void {
    const worker = event.subject === "sent" ? "" : event.hostname;
    this.#families.flower_events_total.add(
      [worker, TYPES.get(event.subject) ?? `task-${event.subject}`, name ?? ""],
      1,
    );
    // What waits for its ETA is not prefetched. Many tasks start before anybody counts what their worker holds.
    if (event.subject === "received" && event.eta === null) {
      this.#families.flower_worker_prefetched_tasks.begin([worker, name ?? ""]);
    }
  }

  onSucceeded(hostname: string, name: string | null, runtimeSeconds: number | null): void {
    if (runtimeSeconds === null) return;
    this.#families.flower_task_runtime_seconds.observe([hostname, name ?? ""], runtimeSeconds);
  }

  /** An attempt began: how long it lay at its worker (not for ETA tasks), and how long it waited in all. */
  onStarted(task: TaskRecord, name: string | null, hostname: string, queue: string | null): void {
    const { receivedAt, startedAt, waitMs } = task;
    if (receivedAt !== null && startedAt !== null && !task.hasText(TEXT.eta)) {
      const seconds = Math.max(0, startedAt - receivedAt) / 1_000;
      this.#families.flower_task_prefetch_time_seconds.set([hostname, name ?? ""], seconds);
    }
    if (waitMs !== null)
      this.#families.umbel_task_wait_seconds.observe([name ?? "", queue ?? ""], waitMs / 1_000);
  }

  onWorker(worker: WorkerRecord, tasks: TaskStore): void {
    const { hostname } = worker;
    const online = worker.status === "online";
    this.#families.flower_worker_online.set([hostname], online ? 1 : 0);
    const executing = online ? (worker.executing ?? worker.running.size) : 0;
    this.#families.flower_worker_number_of_currently_executing_tasks.set([hostname], executing);
    const counts = new Map<string, number>();
    for (const row of worker.reserved) {
      const task = tasks.at(row);
      if (task.hasText(TEXT.eta) || task.orphanedAt !== null) continue;
      const name = tasks.names.text(task.nameId) ?? "";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const gauge = this.#families.flower_worker_prefetched_tasks;
    for (const name of this.#prefetched.get(hostname) ?? [])
      if (!counts.has(name)) gauge.set([hostname, name], 0);
    for (const [name, count] of counts) gauge.set([hostname, name], count);
    this.#prefetched.set(hostname, new Set(counts.keys()));
  }

  /** What was never known has no series; what is no longer known is NaN. */
  onQueue(queue: QueueRow): void {
    const labels = [queue.key];
    this.#families.umbel_queue_depth.offer(labels, queue.depth);
    this.#families.umbel_queue_consumers.offer(labels, queue.consumers);
    this.#families.umbel_queue_slots.offer(labels, queue.slots);
    this.#families.umbel_queue_unacked.offer(labels, queue.unacked);
    this.#families.umbel_queue_scheduled.offer(labels, queue.scheduled);
    this.#families.umbel_queue_paused.offer(labels, queue.pause === null ? 0 : 1);
    const oldest = queue.oldestAt === null ? null : queue.oldestAt / 1_000;
    this.#families.umbel_queue_oldest_message_timestamp_seconds.offer(labels, oldest);
  }

  onQueueForgotten(queue: string): void {
    for (const family of OF_QUEUES) this.#families[family].forget(queue);
    this.#forgottenQueues.push(queue);
  }

  /** Series not kept because their family was full. */
  get dropped(): number {
    return NAMES.reduce((sum, family) => sum + this.#families[family].dropped, 0);
  }

  onWorkerForgotten(hostname: string): void {
    for (const family of OF_WORKERS) this.#families[family].forget(hostname);
    this.#prefetched.delete(hostname);
    this.#forgotten.push(hostname);
  }

  /** What changed since the last drain, as cumulative values. */
  drain(): MetricsBatch {
    const set = NAMES.flatMap((family) => {
      const series = this.#families[family].drain();
      return series.length > 0 ? [{ family, series }] : [];
    });
    const forgetWorkers = this.#forgotten;
    this.#forgotten = [];
    const forgetQueues = this.#forgottenQueues;
    this.#forgottenQueues = [];
    const dropped = NAMES.flatMap((family) => {
      const count = this.#families[family].dropped;
      return count > 0 ? [[family, count] as const] : [];
    });
    return {
      set,
      forgetWorkers,
      ...(forgetQueues.length > 0 && { forgetQueues }),
      ...(dropped.length > 0 && { dropped: Object.fromEntries(dropped) }),
    };
  }
}
