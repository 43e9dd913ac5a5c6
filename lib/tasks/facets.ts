// What the matching tasks are made of: counts by state, name, worker and queue, and when they were first seen.
import type { Dictionary } from "../cluster/dictionary.ts";
import type { TaskRecord } from "../cluster/task-record.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import { stateCode } from "./precedence.ts";
import { TASK_STATES, type TaskState } from "./task.ts";

const TOP = 20;
const BUCKETS = 60;
const FAILURE = stateCode("FAILURE");
/** Widths of histogram buckets in seconds, so that buckets keep their place while time goes on. */
const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

export interface TaskFacets {
  readonly byState: Readonly<Record<TaskState, number>>;
  readonly byName: readonly (readonly [string, number])[];
  readonly byWorker: readonly (readonly [string, number])[];
  readonly byQueue: readonly (readonly [string, number])[];
  readonly histogram: readonly { readonly at: number; readonly total: number; readonly failed: number }[];
}

export class Facets {
  readonly #store: TaskStore;
  readonly #states = new Uint32Array(TASK_STATES.length);
  readonly #names: Uint32Array;
  readonly #workers: Uint32Array;
  readonly #queues: Uint32Array;
  readonly #total = new Uint32Array(BUCKETS);
  readonly #failed = new Uint32Array(BUCKETS);
  readonly #start: number;
  readonly #width: number;

  constructor(store: TaskStore) {
    this.#store = store;
    this.#names = new Uint32Array(store.names.width);
    this.#workers = new Uint32Array(store.workers.width);
    this.#queues = new Uint32Array(store.queues.width);
    const [first, last] = seenBetween(store);
    this.#width = widthFor(last - first);
    const end = Math.floor(last / this.#width) + 1;
    this.#start = (end - BUCKETS) * this.#width;
  }

  countState(state: number): void {
    this.#states[state] = (this.#states[state] ?? 0) + 1;
  }

  count({ nameId, workerId, queueId, state, firstSeenAt }: TaskRecord): void {
    this.#names[nameId] = (this.#names[nameId] ?? 0) + 1;
    this.#workers[workerId] = (this.#workers[workerId] ?? 0) + 1;
    this.#queues[queueId] = (this.#queues[queueId] ?? 0) + 1;
    // Our clock may have stepped back since: then the edge takes it.
    const place = Math.floor((firstSeenAt - this.#start) / this.#width);
    const bucket = Math.max(0, Math.min(BUCKETS - 1, place));
    this.#total[bucket] = (this.#total[bucket] ?? 0) + 1;
    if (state === FAILURE) this.#failed[bucket] = (this.#failed[bucket] ?? 0) + 1;
  }

  finish(): TaskFacets {
    const { names, workers, queues } = this.#store;
    const counts = TASK_STATES.map((state, code) => [state, this.#states[code] ?? 0] as const);
    return {
      // Every state is a key, because TASK_STATES lists them all.
      byState: Object.fromEntries(counts) as Record<TaskState, number>,
      byName: top(this.#names, names),
      byWorker: top(this.#workers, workers),
      byQueue: top(this.#queues, queues),
      histogram: Array.from(this.#total, (total, bucket) => ({
        at: this.#start + bucket * this.#width,
        total,
        failed: this.#failed[bucket] ?? 0,
      })),
    };
  }
}

function top(counts: Uint32Array, dictionary: Dictionary): readonly (readonly [string, number])[] {
  const found: [string, number][] = [];
  for (let id = 1; id < counts.length; id += 1) {
    const count = counts[id] ?? 0;
    const text = count > 0 ? dictionary.text(id) : null;
    if (text !== null) found.push([text, count]);
  }
  return found.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, TOP);
}

function seenBetween({ inOrder }: TaskStore): readonly [number, number] {
  const first = inOrder.find((record) => record !== null)?.firstSeenAt ?? 0;
  const last = inOrder.findLast((record) => record !== null)?.firstSeenAt ?? 0;
  return last >= first ? [first, last] : [last, first];
}

function widthFor(spanMs: number): number {
  const wide = WIDTHS.find((seconds) => seconds * 1_000 * (BUCKETS - 1) >= spanMs);
  const days = Math.ceil(spanMs / (86_400_000 * (BUCKETS - 1)));
  return wide === undefined ? days * 86_400_000 : wide * 1_000;
}
