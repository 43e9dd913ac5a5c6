// The registry of bounds: everything that is held is bounded, and what had to give way or was left out is counted here,
// once. The page, the API and the metric read the same counts. Guarded by bounds.test.ts and reached.test.ts.

import { formatCount } from "../format/number.ts";

export interface BoundSpec {
  /** The most that is held; null: chosen by an option. */
  readonly limit: number | null;
  /** Of what, as the subject of a sentence. */
  readonly what: string;
  /** What became of the others, and what to do about it where something can be done. */
  readonly became: string;
  /** The page says so by itself where it matters; a finding would stand there for ever. */
  readonly quiet?: true;
}

export const BOUNDS = {
  tasks: {
    limit: null,
    what: "tasks are held",
    became: "had to make room, the oldest finished ones first; --max-tasks holds more",
    quiet: true,
  },
  workers: {
    limit: null,
    what: "workers are held",
    became: "had to make room, those that have been away longest first; --max-workers holds more",
  },
  queues: {
    limit: 5_000,
    what: "queues are known",
    became: "had to make room or were left out; idle ones without consumers go first",
  },
  queue_histories: {
    limit: 1_000,
    what: "queues have charts",
    became: "times a queue had to do without one; busy queues get them first",
  },
  queue_depths: {
    limit: 1_000,
    what: "queues are asked for their length in a round",
    became: "times a queue had to wait for a later round; those on a page or with messages are asked first",
  },
  configured_queues: {
    limit: 500,
    what: "queues are read from one worker's configuration",
    became: "in its configuration were left out until something is sent to them",
  },
  task_names: {
    limit: 500,
    what: "task names are counted in each span of time",
    became: "ends of other names are missing from failure rates and runtimes by name",
  },
  attempts: {
    limit: 64,
    what: "events of one task are kept in order",
    became: "older events of tasks with very many attempts were dropped",
  },
  workflow: {
    limit: 1_000,
    what: "tasks of one workflow are indexed",
    became: "tasks are not shown in their workflow",
  },
  inspect_items: {
    limit: 5_000,
    what: "items of one answer to inspect are kept",
    became: "answers were cut; each list says how many it has in all",
  },
  control_answers: {
    limit: 10_000,
    what: "answers to one command are kept",
    became: "answers were left out",
  },
  event_list: {
    limit: 10_000,
    what: "events of one message are read",
    became: "events in longer messages were left out; counts are too low",
  },
  metric_series: {
    limit: 10_000,
    what: "series of one metric are kept",
    became: "series were left out of /metrics; umbel_series_dropped_total says of which",
  },
} as const satisfies Readonly<Record<string, BoundSpec>>;
export type BoundName = keyof typeof BOUNDS;
export const BOUND_NAMES = Object.keys(BOUNDS) as readonly BoundName[]; // keys of the table

/** A bound that was reached. */
export interface BoundReached {
  readonly name: BoundName;
  /** The most that is held. */
  readonly limit: number;
  /** How many gave way or were left out since the start. */
  readonly dropped: number;
  /** The same in words. */
  readonly text: string;
}

type Chosen = { readonly [B in BoundName as (typeof BOUNDS)[B]["limit"] extends null ? B : never]: number };

export type BoundCounts = Readonly<Record<BoundName, number>>;
type Read = () => number;

/** Whoever holds something counts what it let go; the registry asks. */
export class Bounds {
  readonly #chosen: Chosen;
  readonly #read = new Map<BoundName, Read>();

  constructor(chosen: Chosen) {
    this.#chosen = chosen;
  }

  /** `dropped`: how many gave way or were left out since the start. */
  watch(name: BoundName, dropped: Read): void {
    this.#read.set(name, dropped);
  }

  /** Every bound, for a metric that rises from zero. */
  counts(): BoundCounts {
    const counts = BOUND_NAMES.map((name) => [name, this.#read.get(name)?.() ?? 0]);
    return Object.fromEntries(counts); // of every name
  }

  reached(): readonly BoundReached[] {
    const counts = this.counts();
    return BOUND_NAMES.filter((name) => counts[name] > 0).map((name) => {
      const limit = this.#limit(name);
      const { what, became } = BOUNDS[name];
      const text = `${formatCount(limit)} ${what}, which is the most; ${formatCount(counts[name])} ${became}`;
      return { name, limit, dropped: counts[name], text };
    });
  }

  #limit(name: BoundName): number {
    const chosen: Readonly<Partial<Record<BoundName, number>>> = this.#chosen;
    return BOUNDS[name].limit ?? chosen[name] ?? 0;
  }
}
