// What happened over time, at five resolutions: counts, runtime and wait percentiles, oldest wait, depths. Events are
// counted once, into the finest ring; a bucket that closes is added to the coarser ones, and what is still open is added
// when they are read, so that every range tells the same count. Gaps stay gaps (null).

import { Bucket, type Counted } from "./bucket.ts";
import { Histogram } from "./histogram.ts";
import type { PointRow } from "./point.ts";
import type { Range } from "./ranges.ts";
import { RESOLUTIONS } from "./ranges.ts";
import { Ring } from "./ring.ts";

const FINEST = RESOLUTIONS[0];
const MAX_BACKFILL = 200;
/** A clock that is behind by more was set back, and does not just waver. */
const MAX_BACK_MS = 60_000;

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
  #open: Bucket | null = null;
  /** Until when the open bucket takes what comes: most events need nothing but this comparison. */
  #openEnd = Number.NEGATIVE_INFINITY;
  #watchedSince: number | null = null;

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

  /** Since when the cluster is watched, epoch ms; null before that. There may be gaps since. */
  get watchedSince(): number | null {
    return this.#watchedSince;
  }

  /** Says that the cluster is being watched now, and how its queues stand. */
  observe(oldestWaitMs: number | null, depths: Readonly<Record<string, number | null>>, now: number): void {
    if (now < this.#openEnd - this.#finest.widthMs - MAX_BACK_MS) this.#setBack(now);
    this.#current(now).see(oldestWaitMs, depths);
  }

  /** Takes back that it was watched between these times: where nothing was counted, those zeros are unknowns. */
  forget(from: number, to: number): void {
    const { widthMs, length } = this.#finest;
    const last = Math.ceil(to / widthMs) - 1;
    for (let index = Math.max(Math.floor(from / widthMs), last - length + 1); index <= last; index += 1) {
      const [start, bucket] = [index * widthMs, this.#finest.held(index)];
      if (!bucket) continue;
      // A bucket that was not watched from its beginning was watched at its end.
      const end = start + widthMs;
      const lost = Math.max(0, Math.min(to, end) - Math.max(from, end - bucket.watchedMs));
      bucket.lose(lost);
      // Those that are open have not been added to the coarser ones yet.
      if (bucket === this.#open) continue;
      for (const ring of this.#coarser()) ring.held(Math.floor(start / ring.widthMs))?.lose(lost);
    }
  }

  /** The range's points, oldest first; one that is complete and unchanged keeps its reference. */
  points(range: Range, now: number): readonly PointRow[] {
    const left = Math.max(0, this.#openEnd - now);
    return this.#spans(range, now).map(({ at, bucket, isOpen }) =>
      bucket?.isKnown ? this.#point(at, bucket, isOpen ? left : 0) : gap(at),
    );
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
    const { succeeded, failed } = this.lastMinute(now);
    const total = { succeeded: -succeeded, failed: -failed };
    for (const { bucket } of this.#spans(range, now)) {
      total.succeeded += bucket?.counts.succeeded ?? 0;
      total.failed += bucket?.counts.failed ?? 0;
    }
    const ended = total.succeeded + total.failed;
    return ended > 0 && total.failed >= 0 ? total.failed / ended : null;
  }

  /** Of the range, with what is still open. */
  #spans(range: Range, now: number): readonly { at: number; bucket: Bucket | null; isOpen: boolean }[] {
    const ring = this.#rings.get(range) ?? this.#finest;
    const [open, openAt] = [this.#open, this.#openEnd - this.#finest.widthMs];
    return ring.spans(now).map(({ at, bucket }) => {
      const isOpen = open !== null && openAt >= at && openAt < at + ring.widthMs;
      if (!isOpen || ring === this.#finest) return { at, bucket, isOpen };
      const both = new Bucket();
      if (bucket) both.absorb(bucket);
      both.absorb(open);
      return { at, bucket: both, isOpen };
    });
  }

  #current(now: number): Bucket {
    // A clock that steps back counts into the open bucket.
    if (this.#open !== null && now < this.#openEnd) return this.#open;
    const { widthMs } = this.#finest;
    const index = Math.floor(now / widthMs);
    const before = this.#open;
    this.#close(index);
    const bucket = this.#finest.at(index * widthMs);
    if (!bucket) throw new Error("the open bucket is always held");
    const end = (index + 1) * widthMs;
    const goesOn = before?.index === index - 1 && before.watchedMs > 0;
    bucket.watchedMs = goesOn ? widthMs : end - now;
    this.#open = bucket;
    this.#openEnd = end;
    this.#watchedSince ??= now;
    return bucket;
  }

  /** Adds the bucket that closes to the coarser rings. */
  #close(next: number): void {
    const open = this.#open;
    if (open === null || next - open.index > MAX_BACKFILL * FINEST.buckets) return;
    for (const ring of this.#coarser()) ring.at(open.index * this.#finest.widthMs)?.absorb(open);
  }

  /** Goes on from an earlier time: what was kept of later ones would stand in its way. */
  #setBack(now: number): void {
    for (const ring of this.#coarser()) ring.dropAfter(now);
    // The span of this moment was added to the coarser ones already.
    this.#finest.dropAfter(now - this.#finest.widthMs);
    this.#open = null;
    this.#openEnd = Number.NEGATIVE_INFINITY;
    if (this.#watchedSince !== null) this.#watchedSince = Math.min(this.#watchedSince, now);
  }

  *#coarser(): Iterable<Ring> {
    for (const [range, ring] of this.#rings) if (range !== FINEST.range) yield ring;
  }

  #point(at: number, bucket: Bucket, leftMs: number): PointRow {
    const { counts, runtime, wait } = bucket;
    const watchedMs = Math.max(0, bucket.watchedMs - leftMs);
    const version = `${at} ${watchedMs} ${Object.values(counts).join()} ${runtime.count} ${wait.count} ${bucket.oldestWaitMs} ${JSON.stringify(bucket.depths)}`;
    const known = this.#points.get(bucket);
    if (known?.version === version) return known.row;
    const row: PointRow = {
      key: String(at),
      at,
      watchedMs,
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
    watchedMs: 0,
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
