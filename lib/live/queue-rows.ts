// The lines of the queues, made anew only for queues that something happened to; an unchanged line keeps its reference.
import { BOUNDS } from "../bounds/bounds.ts";
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { WorkerRecord } from "../cluster/worker-record.ts";
import type { QueueConsumer, QueueDetail, QueueRow } from "../queues/queue.ts";
import type { QueueRecord } from "../queues/queue-record.ts";
import { DEPTH_STEP_MS } from "../queues/slope.ts";
import { sameContent } from "./equal.ts";
import { consumersByQueue, type QueueConsumers, toQueueRow } from "./rows/queue-row.ts";

const DEPTHS_SHOWN = 8;

interface KeptRow {
  readonly row: QueueRow;
  readonly version: number;
  readonly consumers: QueueConsumers | null | undefined;
  readonly pendingSince: number | null;
  /** The five minutes move on even when nothing happens. */
  readonly step: number;
}
type Consumers = ReadonlyMap<string, QueueConsumers> | null;

export class QueueRows {
  readonly #state: ClusterState;
  readonly #kept = new Map<string, KeptRow>();
  #consumers: Consumers = null;
  /** Of the workers that the consumers were read from. */
  #version = -1;
  /** Since when the oldest message of each queue waits, as `task-sent` told. */
  pending: ReadonlyMap<string, number> = new Map();

  constructor(state: ClusterState) {
    this.#state = state;
  }

  /** Deepest first. */
  all(now: number): readonly QueueRow[] {
    return [...this.#state.queues.all()]
      .map((queue) => this.of(queue, now))
      .sort((a, b) => (b.depth ?? -1) - (a.depth ?? -1) || (a.key < b.key ? -1 : 1));
  }

  /** Of the deepest queues, by name. */
  depths(): Readonly<Record<string, number | null>> {
    const deepest = [...this.#state.queues.all()]
      .filter(({ depth }) => depth !== null)
      .sort((a, b) => (b.depth ?? 0) - (a.depth ?? 0) || (a.name < b.name ? -1 : 1))
      .slice(0, DEPTHS_SHOWN);
    return Object.fromEntries(deepest.map(({ name, depth }) => [name, depth]));
  }

  of(queue: QueueRecord, now: number): QueueRow {
    const consumers = this.#consumersNow();
    const next = {
      version: queue.version,
      consumers: consumers === null ? null : consumers.get(queue.name),
      pendingSince: this.pending.get(queue.name) ?? null,
      step: Math.floor(now / DEPTH_STEP_MS),
    };
    const kept = this.#kept.get(queue.name);
    if (kept && sameGround(kept, next)) return kept.row;
    const made = toQueueRow(queue, consumers, next.pendingSince, now);
    const row = kept && sameContent(kept.row, made) ? kept.row : made;
    // Those of queues that made room for others are of no use any more.
    if (this.#kept.size >= 2 * BOUNDS.queues.limit) this.#kept.clear();
    this.#kept.set(queue.name, { ...next, row });
    return row;
  }

  detail(name: string, now: number): QueueDetail | null {
    const queue = this.#state.queues.get(name);
    if (!queue) return null;
    const consumers = this.#consumersNow();
    const workers = consumers?.get(name)?.workers ?? [];
    return {
      queue: this.of(queue, now),
      knownFrom: [...queue.knownFrom],
      consumers: consumers === null ? null : workers.flatMap((worker) => this.#consumer(worker, name)),
    };
  }

  #consumer(hostname: string, queue: string): QueueConsumer[] {
    const worker = this.#state.workers.get(hostname);
    return worker ? [toConsumer(worker, queue)] : [];
  }

  /** Read again when a worker has changed; a queue that is consumed as before keeps its entry. */
  #consumersNow(): Consumers {
    if (this.#state.workersVersion === this.#version) return this.#consumers;
    const before = this.#consumers;
    const found = consumersByQueue(this.#state.workers.all());
    this.#version = this.#state.workersVersion;
    this.#consumers =
      found === null
        ? null
        : new Map(
            Array.from(found, ([name, entry]) => {
              const known = before?.get(name);
              return [name, known && sameContent(known, entry) ? known : entry];
            }),
          );
    return this.#consumers;
  }
}

function sameGround(a: Omit<KeptRow, "row">, b: Omit<KeptRow, "row">): boolean {
  const same = a.version === b.version && a.step === b.step;
  return same && a.consumers === b.consumers && a.pendingSince === b.pendingSince;
}

function toConsumer(worker: WorkerRecord, queue: string): QueueConsumer {
  const { stats, activeQueues } = worker.inspection;
  const mine = activeQueues?.value?.find(({ name }) => name === queue);
  return {
    key: worker.hostname,
    declaredAs: mine?.declaredAs ?? queue,
    slots: stats?.value?.slots ?? null,
    busy: worker.active.value ?? worker.running.size,
    prefetch: stats?.value?.prefetch ?? null,
    others: (activeQueues?.value ?? []).flatMap(({ name }) => (name === queue ? [] : [name])).slice(0, 20),
    exchange: mine?.exchange ?? null,
    exchangeType: mine?.exchangeType ?? null,
    routingKey: mine?.routingKey ?? null,
    maxPriority: mine?.maxPriority ?? null,
  };
}
