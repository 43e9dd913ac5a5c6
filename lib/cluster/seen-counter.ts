// How many held tasks were first seen when, and how many of them failed: kept as they come and go, in buckets as wide
// as the span needs, so that the histogram of the task list costs its sixty buckets. Times before the span (our clock
// may step back) count at its edge.

export const SEEN_BUCKETS = 60;
/** In seconds, so that buckets keep their place while time goes on. */
const WIDTHS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];
/** Buckets kept before the width is chosen anew although nobody asked. */
const MAX_KEPT = 512;

export interface SeenBucket {
  readonly at: number;
  readonly total: number;
  readonly failed: number;
}

/** Where a histogram of this span begins, and how wide its buckets are. */
export function seenScale(
  firstMs: number,
  lastMs: number,
): { readonly start: number; readonly width: number } {
  const [first, last] = lastMs >= firstMs ? [firstMs, lastMs] : [lastMs, firstMs];
  const width = widthFor(last - first);
  return { start: (Math.floor(last / width) + 1 - SEEN_BUCKETS) * width, width };
}

export class SeenCounter {
  #width = WIDTHS[0] ? WIDTHS[0] * 1_000 : 1_000;
  readonly #buckets = new Map<number, { total: number; failed: number }>();

  /** Counts again what `rows` yields, when the kept buckets do not fit any more. */
  add(at: number, recount: () => void): void {
    this.count(at, 1, 0);
    if (this.#buckets.size > MAX_KEPT) recount();
  }

  count(at: number, total: number, failed: number): void {
    const index = Math.floor(at / this.#width);
    const bucket = this.#buckets.get(index);
    if (!bucket) {
      this.#buckets.set(index, { total, failed });
      return;
    }
    bucket.total += total;
    bucket.failed += failed;
    if (bucket.total === 0) this.#buckets.delete(index);
  }

  fits(width: number): boolean {
    return this.#width === width;
  }

  reset(width: number): void {
    this.#width = width;
    this.#buckets.clear();
  }

  histogram(start: number): readonly SeenBucket[] {
    const [totals, failures] = [new Uint32Array(SEEN_BUCKETS), new Uint32Array(SEEN_BUCKETS)];
    for (const [index, { total, failed }] of this.#buckets) {
      const bucket = bucketAt(index * this.#width, start, this.#width);
      totals[bucket] = (totals[bucket] ?? 0) + total;
      failures[bucket] = (failures[bucket] ?? 0) + failed;
    }
    return toBuckets(totals, failures, start, this.#width);
  }
}

export function bucketAt(at: number, start: number, width: number): number {
  return Math.max(0, Math.min(SEEN_BUCKETS - 1, Math.floor((at - start) / width)));
}

export function toBuckets(
  totals: Uint32Array,
  failures: Uint32Array,
  start: number,
  width: number,
): readonly SeenBucket[] {
  return Array.from(totals, (total, bucket) => ({
    at: start + bucket * width,
    total,
    failed: failures[bucket] ?? 0,
  }));
}

function widthFor(spanMs: number): number {
  const wide = WIDTHS.find((seconds) => seconds * 1_000 * (SEEN_BUCKETS - 1) >= spanMs);
  const days = Math.ceil(spanMs / (86_400_000 * (SEEN_BUCKETS - 1)));
  return wide === undefined ? days * 86_400_000 : wide * 1_000;
}
