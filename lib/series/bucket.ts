// What is counted in one span of time.
import { Histogram } from "./histogram.ts";

const COUNTED = ["received", "succeeded", "failed", "retried", "revoked"] as const;
export type Counted = (typeof COUNTED)[number];

export class Bucket {
  /** Index of its span: start in ms divided by the width. */
  index = -1;
  /** True once the cluster was watched during the span: else its zeros are unknowns. */
  covered = false;
  readonly counts: Record<Counted, number> = { received: 0, succeeded: 0, failed: 0, retried: 0, revoked: 0 };
  readonly runtime = new Histogram();
  readonly wait = new Histogram();
  oldestWaitMs: number | null = null;
  depths: Readonly<Record<string, number | null>> = {};

  reset(index: number): void {
    this.index = index;
    this.covered = false;
    for (const kind of COUNTED) this.counts[kind] = 0;
    this.runtime.clear();
    this.wait.clear();
    this.oldestWaitMs = null;
    this.depths = {};
  }

  /** Takes in a later, finer bucket. */
  absorb(finer: Bucket): void {
    if (!finer.covered) return;
    this.covered = true;
    for (const kind of COUNTED) this.counts[kind] += finer.counts[kind];
    this.runtime.merge(finer.runtime);
    this.wait.merge(finer.wait);
    const oldest = finer.oldestWaitMs;
    if (oldest !== null) this.oldestWaitMs = Math.max(this.oldestWaitMs ?? 0, oldest);
    this.depths = finer.depths;
  }
}
