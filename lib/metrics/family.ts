// The series of one family, cumulative, with a cap. Only what changed since the last drain is handed out. Cells hang in
// a tree by their labels: an event finds its cell without composing a key, and a worker's cells go with its branch.
import { BOUNDS } from "../bounds/bounds.ts";
import type { SeriesValue } from "./batch.ts";

/** Series kept per family; more are counted as dropped. */
const MAX_SERIES = BOUNDS.metric_series.limit;

interface Cell {
  readonly labels: readonly string[];
  value: number;
  /** Histograms only: one count per bound. */
  readonly buckets: number[] | null;
  count: number;
  /** Told of in the next drain. */
  changed: boolean;
}

class Branch {
  readonly branches = new Map<string, Branch>();
  readonly cells = new Map<string, Cell>();
}

export class Family {
  readonly #bounds: readonly number[] | null;
  #root = new Branch();
  #size = 0;
  #changed: Cell[] = [];
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
    this.#touch(cell);
  }

  set(labels: readonly string[], value: number): void {
    const cell = this.#cell(labels);
    if (!cell || (Object.is(cell.value, value) && cell.count > 0)) return;
    cell.value = value;
    cell.count = 1;
    this.#touch(cell);
  }

  /** A series that is there from now on, at 0 until something else is told of it. */
  begin(labels: readonly string[]): void {
    if (this.#find(labels) !== undefined) return;
    const cell = this.#create(labels);
    if (cell !== null) this.#touch(cell);
  }

  /** Sets a value that may not be known: without one yet there is no series, afterwards it is NaN. */
  offer(labels: readonly string[], value: number | null): void {
    if (value !== null || this.#find(labels) !== undefined) this.set(labels, value ?? Number.NaN);
  }

  observe(labels: readonly string[], value: number): void {
    const cell = this.#cell(labels);
    const bounds = this.#bounds;
    if (!cell?.buckets || !bounds) return;
    let at = 0;
    while (at < bounds.length && !(value <= (bounds[at] ?? 0))) at += 1;
    if (at < bounds.length) cell.buckets[at] = (cell.buckets[at] ?? 0) + 1;
    cell.value += value;
    cell.count += 1;
    this.#touch(cell);
  }

  /** Forgets the series whose first label, a worker or a queue, is this one. */
  forget(first: string): void {
    for (const cell of cellsOf(this.#root, first)) {
      cell.changed = false;
      this.#size -= 1;
    }
    this.#root.branches.delete(first);
    this.#root.cells.delete(first);
  }

  drain(): readonly SeriesValue[] {
    const changed = this.#changed;
    if (changed.length === 0) return NOTHING;
    this.#changed = [];
    const told: SeriesValue[] = [];
    for (const cell of changed) {
      if (!cell.changed) continue;
      cell.changed = false;
      const { labels, value, buckets, count } = cell;
      told.push(buckets ? { labels, buckets: buckets.slice(), sum: value, count } : { labels, value });
    }
    return told;
  }

  #touch(cell: Cell): void {
    if (cell.changed) return;
    cell.changed = true;
    this.#changed.push(cell);
  }

  #cell(labels: readonly string[]): Cell | null {
    return this.#find(labels) ?? this.#create(labels);
  }

  #find(labels: readonly string[]): Cell | undefined {
    let branch: Branch | undefined = this.#root;
    const last = labels.length - 1;
    for (let at = 0; at < last && branch; at += 1) branch = branch.branches.get(labels[at] ?? "");
    return branch?.cells.get(labels[last] ?? "");
  }

  #create(labels: readonly string[]): Cell | null {
    if (this.#size >= MAX_SERIES) {
      this.#dropped += 1;
      return null;
    }
    let branch = this.#root;
    for (const label of labels.slice(0, -1)) {
      const known = branch.branches.get(label) ?? new Branch();
      branch.branches.set(label, known);
      branch = known;
    }
    const buckets = this.#bounds ? this.#bounds.map(() => 0) : null;
    const cell: Cell = { labels, value: 0, buckets, count: 0, changed: false };
    branch.cells.set(labels.at(-1) ?? "", cell);
    this.#size += 1;
    return cell;
  }
}

const NOTHING: readonly SeriesValue[] = [];

function cellsOf(root: Branch, first: string): readonly Cell[] {
  const alone = root.cells.get(first);
  const branch = root.branches.get(first);
  return [...(alone ? [alone] : []), ...(branch ? allCells(branch) : [])];
}

function allCells({ branches, cells }: Branch): readonly Cell[] {
  return [...cells.values(), ...[...branches.values()].flatMap(allCells)];
}
