// Which tasks were touched since a moment: a stamp per row instead of a set of ids.
import type { UuidTable } from "./uuid-table.ts";

/** May say yes for a task that was not touched; never no for one that was. */
export interface TouchedTasks {
  /** How many touches at least; 0 when there were none. */
  readonly size: number;
  has(uuid: string): boolean;
  hasRow(row: number): boolean;
  /** The touched rows, each once; those that were freed too. */
  readonly rows: readonly number[];
}

export class TouchStamps {
  readonly #ids: UuidTable;
  readonly #stamps: Uint32Array;
  #now = 1;
  #rows: number[] = [];
  #gone = 0;

  constructor(ids: UuidTable, capacity: number) {
    this.#ids = ids;
    this.#stamps = new Uint32Array(capacity);
  }

  touch(row: number): void {
    if (this.#stamps[row] === this.#now) return;
    this.#stamps[row] = this.#now;
    this.#rows.push(row);
  }

  /** A task that is held no more: every id that is not held counts as touched. */
  gone(): void {
    this.#gone += 1;
  }

  /** What was touched since the last drain. */
  drain(): TouchedTasks {
    const [since, gone] = [this.#now, this.#gone > 0];
    const rows = this.#rows;
    const size = rows.length + this.#gone;
    const [stamps, ids] = [this.#stamps, this.#ids];
    const hasRow = (row: number) => (stamps[row] ?? 0) >= since;
    const has = (uuid: string) => {
      const row = ids.find(uuid);
      return row < 0 ? gone : hasRow(row);
    };
    this.#now += 1;
    this.#rows = [];
    this.#gone = 0;
    return { size, has, hasRow, rows };
  }
}
