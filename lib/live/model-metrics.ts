// What the accumulated metrics are told of workers and queues that changed, when they are drained.
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { MetricsAccumulator } from "../metrics/accumulator.ts";
import type { MetricsBatch } from "../metrics/batch.ts";
import type { ModelChanges } from "./model.ts";
import type { QueueRows } from "./queue-rows.ts";

export class ModelMetrics {
  readonly #state: ClusterState;
  readonly #queueRows: QueueRows;
  readonly #metrics: MetricsAccumulator;
  readonly #workers = new Set<string>();
  readonly #queues = new Set<string>();
  #queuesToldAt = Number.NEGATIVE_INFINITY;

  constructor(state: ClusterState, queueRows: QueueRows, metrics: MetricsAccumulator) {
    this.#state = state;
    this.#queueRows = queueRows;
    this.#metrics = metrics;
  }

  changed({ workers, queues }: Pick<ModelChanges, "workers" | "queues">): void {
    for (const hostname of workers) this.#workers.add(hostname);
    for (const queue of queues) this.#queues.add(queue);
  }

  drain(now: number): MetricsBatch {
    for (const hostname of this.#workers) {
      const worker = this.#state.workers.get(hostname);
      if (worker?.known) this.#metrics.onWorker(worker, this.#state.tasks);
    }
    this.#workers.clear();
    this.#drainQueues(now);
    return this.#metrics.drain();
  }

  /** Once a second: nobody scrapes more often, and a queue's figures take a look at its workers. */
  #drainQueues(now: number): void {
    if (now - this.#queuesToldAt < 1_000) return;
    this.#queuesToldAt = now;
    for (const name of this.#queues) {
      const queue = this.#state.queues.get(name);
      if (queue) this.#metrics.onQueue(this.#queueRows.of(queue, now));
      else this.#metrics.onQueueForgotten(name);
    }
    this.#queues.clear();
  }
}
