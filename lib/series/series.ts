// What happened over time, at five resolutions: counts, runtime and wait percentiles, oldest wait, depths. Events are
// counted once, into the finest ring; a bucket that closes is added to the coarser ones. Gaps stay gaps (null).

import type { Bucket, Counted } from "./bucket.ts";
import { Histogram } from "./histogram.ts";
import type { PointRow } from "./point.ts";
import type { Range } from "./ranges.ts";
import { RESOLUTIONS } from "./ranges.ts";
import { Ring } from "./ring.ts";

const FINEST = RESOLUTIONS[0];
const MAX_BACKFILL = 200;

export interface LastMinute {
  readonly succeeded: number;
  readonly failed: number;
  readonly runtimeP95Ms: number | null;
  readonly waitP95Ms: number | null;
}

export class Series {
  readonly #rings = new Map<Range, Ring>(RESOLUTIONS.map((each) => [each.range, new Ring(each)]));
  readonly #finest = new Ring(FINEST);
  readonly #points = new WeakMap<Bucket, { readonly version: string; readonly row: PointRow }>();
  #open = -1;

  constructor() {
    this.#rings.set(FINEST.range, this.#finest);
  }

  count(kind: Counted, now: number): void {
    const bucket = this.#current(now);
    bucket.counts[kind] += 1;
  }

  runtime(ms: number, now: number): void {
    this.#current(now).runtime.add(ms);
  }

  wait(ms: number, now: number): void {
    this.#current(now).wait.add(ms);
  }

  /** Says that the cluster is being watched now, and how its queues stand. */
  observe(oldestWaitMs: number | null, depths: Readonly<Record<string, number | null>>, now: number): void {
    const bucket = this.#current(now);
    bucket.oldestWaitMs = oldestWaitMs;
    bucket.depths = depths;
  }

  /** Takes back that it was watched between these times, where nothing was counted: those zeros are unknowns. */
  forget(from: number, to: number): void {
    const { widthMs, length } = this.#finest;
    const first = Math.max(Math.ceil(from / widthMs), Math.floor(to / widthMs) - length + 1);
    for (let index = first; (index + 1) * widthMs <= to; index += 1) {
      const bucket = this.#finest.at(index * widthMs);
      if (bucket && Object.values(bucket.counts).every((count) => count === 0)) bucket.reset(index);
    }
  }

  /** The range's points, oldest first; an unchanged point keeps its reference. */
  points(range: Range, now: number): readonly PointRow[] {
    const ring = this.#rings.get(range) ?? this.#finest;
    return ring.spans(now).map(({ at, bucket }) => (bucket?.covered ? this.#point(at, bucket) : gap(at)));
  }

  lastMinute(now: number): LastMinute {
    const recent = this.#finest.spans(now).slice(-13);
    const [runtime, wait] = [new Histogram(), new Histogram()];
    let [succeeded, failed] = [0, 0];
    for (const { at, bucket } of recent) {
      if (!bucket || at + FINEST.bucketSeconds * 1_000 <= now - 60_000) continue;
      succeeded += bucket.counts.succeeded;
      failed += bucket.counts.failed;
      runtime.merge(bucket.runtime);
      wait.merge(bucket.wait);
    }
    return { succeeded, failed, runtimeP95Ms: runtime.percentile(0.95), waitP95Ms: wait.percentile(0.95) };
  }

  /** Share of failures in the range but for its last minute; null when nothing ended then. */
  failedShareBefore(range: Range, now: number): number | null {
    const ring = this.#rings.get(range) ?? this.#finest;
    const { succeeded, failed } = this.lastMinute(now);
    const total = { succeeded: -succeeded, failed: -failed };
    for (const { bucket } of ring.spans(now)) {
      total.succeeded += bucket?.counts.succeeded ?? 0;
      total.failed += bucket?.counts.failed ?? 0;
    }
    const ended = total.succeeded + total.failed;
    return ended > 0 && total.failed >= 0 ? total.failed / ended : null;
  }

  #current(now: number): Bucket {
    const index = Math.floor(now / this.#finest.widthMs);
    if (index > this.#open) {
      this.#close(index);
      this.#open = index;
    }
    // A clock that steps back counts into the open bucket.
    const bucket = this.#finest.at(this.#open * this.#finest.widthMs);
    if (!bucket) throw new Error("the open bucket is always held");
    bucket.covered = true;
    return bucket;
  }

  /** Adds the bucket that closes to the coarser rings. */
  #close(next: number): void {
    if (this.#open < 0 || next - this.#open > MAX_BACKFILL * FINEST.buckets) return;
    const time = this.#open * this.#finest.widthMs;
    const closed = this.#finest.at(time);
    if (!closed) return;
    for (const [range, ring] of this.#rings) if (range !== FINEST.range) ring.at(time)?.absorb(closed);
  }

  #point(at: number, bucket: Bucket): PointRow {
    const { counts, runtime, wait } = bucket;
    const version = `${at} ${Object.values(counts).join()} ${runtime.count} ${wait.count} ${bucket.oldestWaitMs} ${JSON.stringify(bucket.depths)}`;
    const known = this.#points.get(bucket);
    if (known?.version === version) return known.row;
    const row: PointRow = {
      key: String(at),
      at,
      ...counts,
      runtimeP50Ms: runtime.percentile(0.5),
      runtimeP95Ms: runtime.percentile(0.95),
      runtimeP99Ms: runtime.percentile(0.99),
      waitP50Ms: wait.percentile(0.5),
      waitP95Ms: wait.percentile(0.95),
      waitP99Ms: wait.percentile(0.99),
      oldestWaitMs: bucket.oldestWaitMs,
      depths: bucket.depths,
    };
    this.#points.set(bucket, { version, row });
    return row;
  }
}

const NO_DEPTHS: Readonly<Record<string, number | null>> = {};

/** A point of which nothing is known. */
export function gap(at: number): PointRow {
  return {
    key: String(at),
    at,
    succeeded: null,
    failed: null,
    retried: null,
    revoked: null,
    received: null,
    runtimeP50Ms: null,
    runtimeP95Ms: null,
    runtimeP99Ms: null,
    waitP50Ms: null,
    waitP95Ms: null,
    waitP99Ms: null,
    oldestWaitMs: null,
    depths: NO_DEPTHS,
  };
}
