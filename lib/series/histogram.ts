// Counts of durations in fixed logarithmic buckets: percentiles without keeping the values. An answer is the middle
// of its bucket, at most 10 % off; below 1 ms and above three days it is the bound.

const PER_DECADE = 12;
const MAX_EXPONENT = 8.42; // 10^8.42 ms is three days
const BUCKETS = Math.ceil(MAX_EXPONENT * PER_DECADE) + 1;

/** The bucket of a duration, for `addTo`. */
export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(BUCKETS - 1, 1 + Math.floor(Math.log10(ms) * PER_DECADE));
}

export class Histogram {
  readonly #counts = new Uint32Array(BUCKETS);
  #total = 0;

  /** How many values were added. */
  get count(): number {
    return this.#total;
  }

  add(ms: number): void {
    this.addTo(bucketOf(ms));
  }

  /** Adds a value whose bucket is known, so that many histograms share one logarithm. */
  addTo(index: number): void {
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#total += 1;
  }

  merge(other: Histogram): void {
    if (other.#total === 0) return;
    for (let index = 0; index < BUCKETS; index += 1) {
      this.#counts[index] = (this.#counts[index] ?? 0) + (other.#counts[index] ?? 0);
    }
    this.#total += other.#total;
  }

  clear(): void {
    if (this.#total === 0) return;
    this.#counts.fill(0);
    this.#total = 0;
  }

  /** The value in ms below which this share (0 to 1) of all values lies; null without any. */
  percentile(share: number): number | null {
    if (this.#total === 0) return null;
    let left = Math.max(1, Math.ceil(share * this.#total));
    for (let index = 0; index < BUCKETS; index += 1) {
      left -= this.#counts[index] ?? 0;
      if (left <= 0) return middleOf(index);
    }
    return middleOf(BUCKETS - 1);
  }
}

/** What an answer of `percentile` means: it or less, about it, or it or more. */
export function sideOf(ms: number): "most" | "about" | "least" {
  if (ms <= 1) return "most";
  return ms >= middleOf(BUCKETS - 1) ? "least" : "about";
}

function middleOf(index: number): number {
  if (index === 0) return 1;
  return 10 ** ((index - 0.5) / PER_DECADE);
}
