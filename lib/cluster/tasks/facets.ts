// What the matching tasks are made of: counts by state, name, worker, queue and exception, and when they were first seen.

import { stateCode } from "../../tasks/precedence.ts";
import { TASK_STATES, type TaskState } from "../../tasks/task.ts";
import type { Dictionary } from "../dictionary.ts";
import { bucketAt, SEEN_BUCKETS, type SeenBucket, seenScale, toBuckets } from "../seen-counter.ts";
import type { TaskStore } from "../task-store.ts";

const TOP = 20;
const FAILURE = stateCode("FAILURE");

export interface TaskFacets {
  readonly byState: Readonly<Record<TaskState, number>>;
  readonly byName: readonly (readonly [string, number])[];
  readonly byWorker: readonly (readonly [string, number])[];
  readonly byQueue: readonly (readonly [string, number])[];
  /** Types of the exceptions of those that failed or are retried. */
  readonly byException: readonly (readonly [string, number])[];
  readonly distinct: {
    readonly name: number;
    readonly worker: number;
    readonly queue: number;
    readonly exception: number;
  };
  readonly histogram: readonly SeenBucket[];
}

/** Of all held tasks: kept as they come and go, so that asking costs nothing per task. */
export function facetsOfAll(store: TaskStore): TaskFacets {
  const { names, workers, queues, columns } = store;
  return {
    byState: stateCounts(store.counts),
    ...largest(
      store,
      (id) => names.uses(id),
      (id) => workers.uses(id),
      (id) => queues.uses(id),
      (id) => columns.exceptions.uses(id),
    ),
    histogram: store.seenHistogram(),
  };
}

/** Counts of rows that are told a block at a time. */
export class Facets {
  readonly #store: TaskStore;
  readonly #states = new Uint32Array(TASK_STATES.length);
  readonly #names: Uint32Array;
  readonly #workers: Uint32Array;
  readonly #queues: Uint32Array;
  readonly #exceptions: Uint32Array;
  readonly #total = new Uint32Array(SEEN_BUCKETS);
  readonly #failed = new Uint32Array(SEEN_BUCKETS);
  readonly #start: number;
  readonly #width: number;

  constructor(store: TaskStore) {
    this.#store = store;
    this.#names = new Uint32Array(store.names.width);
    this.#workers = new Uint32Array(store.workers.width);
    this.#queues = new Uint32Array(store.queues.width);
    this.#exceptions = new Uint32Array(store.columns.exceptions.width);
    const { start, width } = seenScale(...store.seenBetween());
    this.#start = start;
    this.#width = width;
  }

  /** The states of the first `count` of these rows. */
  countStates(rows: Uint32Array, count: number): void {
    const { state } = this.#store.columns;
    for (let at = 0; at < count; at += 1) addOne(this.#states, state[rows[at] ?? 0] ?? 0);
  }

  /** The first `count` of these rows. */
  count(rows: Uint32Array, count: number): void {
    const { nameId, workerId, queueId, exceptionId, firstSeenAt, state } = this.#store.columns;
    const [names, workers, queues, exceptions] = [this.#names, this.#workers, this.#queues, this.#exceptions];
    const [total, failed, start, width] = [this.#total, this.#failed, this.#start, this.#width];
    for (let at = 0; at < count; at += 1) {
      const row = rows[at] ?? 0;
      addOne(names, nameId[row] ?? 0);
      addOne(workers, workerId[row] ?? 0);
      addOne(queues, queueId[row] ?? 0);
      addOne(exceptions, exceptionId[row] ?? 0);
      const bucket = bucketAt(firstSeenAt[row] ?? 0, start, width);
      addOne(total, bucket);
      if (state[row] === FAILURE) addOne(failed, bucket);
    }
  }

  finish(): TaskFacets {
    return {
      byState: stateCounts(this.#states),
      ...largest(
        this.#store,
        (id) => this.#names[id] ?? 0,
        (id) => this.#workers[id] ?? 0,
        (id) => this.#queues[id] ?? 0,
        (id) => this.#exceptions[id] ?? 0,
      ),
      histogram: toBuckets(this.#total, this.#failed, this.#start, this.#width),
    };
  }
}

function addOne(counts: Uint32Array, at: number): void {
  counts[at] = (counts[at] ?? 0) + 1;
}

function stateCounts(counts: Readonly<Uint32Array>): Record<TaskState, number> {
  const entries = TASK_STATES.map((state, code) => [state, counts[code] ?? 0] as const);
  // Every state is a key, because TASK_STATES lists them all.
  return Object.fromEntries(entries) as Record<TaskState, number>;
}

type CountOf = (id: number) => number;

function largest(
  { names, workers, queues, columns }: TaskStore,
  ofName: CountOf,
  ofWorker: CountOf,
  ofQueue: CountOf,
  ofException: CountOf,
) {
  const [name, worker, queue] = [top(names, ofName), top(workers, ofWorker), top(queues, ofQueue)];
  const exception = top(columns.exceptions, ofException);
  return {
    byName: name.found,
    byWorker: worker.found,
    byQueue: queue.found,
    byException: exception.found,
    distinct: {
      name: name.distinct,
      worker: worker.distinct,
      queue: queue.distinct,
      exception: exception.distinct,
    },
  };
}

/** The largest counts; among equal ones, by text. And how many there are. */
function top(
  dictionary: Dictionary,
  countOf: CountOf,
): { found: readonly (readonly [string, number])[]; distinct: number } {
  const found: (readonly [string, number])[] = [];
  let distinct = 0;
  for (let id = 1; id < dictionary.width; id += 1) {
    const count = countOf(id);
    const last = found[TOP - 1];
    if (count > 0) distinct += 1;
    if (count === 0 || (last !== undefined && count < last[1])) continue;
    const text = dictionary.text(id);
    if (text === null) continue;
    let place = found.length;
    while (place > 0 && isAfter(found[place - 1], text, count)) place -= 1;
    found.splice(place, 0, [text, count]);
    if (found.length > TOP) found.pop();
  }
  return { found, distinct };
}

function isAfter(entry: readonly [string, number] | undefined, text: string, count: number): boolean {
  return entry !== undefined && (entry[1] < count || (entry[1] === count && entry[0] > text));
}
