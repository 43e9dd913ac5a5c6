// The series of one family, cumulative, with a cap. Only what changed since the last drain is handed out.
import type { SeriesValue } from "./batch.ts";

/** Series kept per family; more are counted as dropped. */
export const MAX_SERIES = 10_000;

interface Cell {
  readonly labels: readonly string[];
  value: number;
  /** Histograms only: one count per bound. */
  readonly buckets: number[] | null;
  count: number;
}

export class Family {
  readonly #bounds: readonly number[] | null;
  readonly #cells = new Map<string, Cell>();
  #changed = new Set<Cell>();
  #dropped = 0;

  constructor(bounds: readonly number[] | null = null) {
    this.#bounds = bounds;
  }

  get dropped(): number {
    return this.#dropped;
  }

  add(labels: readonly string[], by: number): void {
    const cell = this.#cell(labels);
    if (!cell) return;
    cell.value += by;
    this.#changed.add(cell);
  }

  set(labels: readonly string[], value: number): void {
    const cell = this.#cell(labels);
    if (!cell || (cell.value === value && cell.count > 0)) return;
    cell.value = value;
    cell.count = 1;
    this.#changed.add(cell);
  }

  observe(labels: readonly string[], value: number): void {
    const cell = this.#cell(labels);
    if (!cell?.buckets || !this.#bounds) return;
    const at = this.#bounds.findIndex((bound) => value <= bound);
    if (at >= 0) cell.buckets[at] = (cell.buckets[at] ?? 0) + 1;
    cell.value += value;
    cell.count += 1;
    this.#changed.add(cell);
  }

  /** Forgets the series whose first label, the worker, is this one. */
  forgetWorker(hostname: string): void {
    for (const [key, cell] of this.#cells) {
      if (cell.labels[0] !== hostname) continue;
      this.#cells.delete(key);
      this.#changed.delete(cell);
    }
  }

  drain(): readonly SeriesValue[] {
    const changed = this.#changed;
    this.#changed = new Set();
    return [...changed].map(({ labels, value, buckets, count }) =>
      buckets ? { labels, buckets: [...buckets], sum: value, count } : { labels, value },
    );
  }

  #cell(labels: readonly string[]): Cell | null {
    const key = labels.join("\u0000");
    const known = this.#cells.get(key);
    if (known) return known;
    if (this.#cells.size >= MAX_SERIES) {
      this.#dropped += 1;
      return null;
    }
    const buckets = this.#bounds ? this.#bounds.map(() => 0) : null;
    const cell = { labels, value: 0, buckets, count: 0 };
    this.#cells.set(key, cell);
    return cell;
  }
}
