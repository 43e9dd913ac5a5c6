// What is counted in one span of time.
import { Histogram } from "./histogram.ts";

const COUNTED = ["received", "succeeded", "failed", "retried", "revoked"] as const;
export type Counted = (typeof COUNTED)[number];

type Depths = Readonly<Record<string, number | null>>;

/** The deepest queues of each moment are told: over a long span those can be many. */
const MAX_DEPTHS = 32;
const NO_DEPTHS: Depths = {};

export class Bucket {
  /** Index of its span: start in ms divided by the width. */
  index = -1;
  /** How much of the span the cluster was watched, ms: where that is nothing, its zeros are unknowns. */
  watchedMs = 0;
  readonly counts: Record<Counted, number> = { received: 0, succeeded: 0, failed: 0, retried: 0, revoked: 0 };
  readonly runtime = new Histogram();
  readonly wait = new Histogram();
  oldestWaitMs: number | null = null;
  /** The most that waited in each queue. */
  depths: Depths = NO_DEPTHS;

  reset(index: number): void {
    this.index = index;
    this.watchedMs = 0;
    for (const kind of COUNTED) this.counts[kind] = 0;
    this.runtime.clear();
    this.wait.clear();
    this.oldestWaitMs = null;
    this.depths = NO_DEPTHS;
  }

  get isKnown(): boolean {
    return this.watchedMs > 0 || !this.#countsNothing();
  }

  /** Takes in a later, finer bucket. */
  absorb(finer: Bucket): void {
    if (!finer.isKnown) return;
    this.watchedMs += finer.watchedMs;
    for (const kind of COUNTED) this.counts[kind] += finer.counts[kind];
    this.runtime.merge(finer.runtime);
    this.wait.merge(finer.wait);
    this.see(finer.oldestWaitMs, finer.depths);
  }

  /** How the queues stood at some moment of it: the longest wait and the most that waited stay. */
  see(oldestWaitMs: number | null, depths: Depths): void {
    if (oldestWaitMs !== null) this.oldestWaitMs = Math.max(this.oldestWaitMs ?? 0, oldestWaitMs);
    this.depths = deepest(this.depths, depths);
  }

  /** So much of it was not watched after all. What was counted stays. */
  lose(ms: number): void {
    this.watchedMs = Math.max(0, this.watchedMs - ms);
    if (this.watchedMs === 0 && this.#countsNothing()) this.reset(this.index);
  }

  #countsNothing(): boolean {
    return COUNTED.every((kind) => this.counts[kind] === 0);
  }
}

function deepest(before: Depths, now: Depths): Depths {
  if (before === NO_DEPTHS) return now;
  // A queue may be named as what every object has.
  const most = new Map(Object.entries(before));
  for (const [queue, depth] of Object.entries(now)) {
    const known = most.get(queue);
    if (known === undefined && most.size >= MAX_DEPTHS) continue;
    most.set(queue, known == null || depth === null ? (depth ?? known ?? null) : Math.max(known, depth));
  }
  return Object.fromEntries(most);
}
