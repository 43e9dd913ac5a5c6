// Orders of rows in typed arrays: by last sight (linked, so that a row moves to the end in a few steps), and by first
// sight (appended, with holes where rows were freed, closed when the end is reached).

/** Rows + 1 throughout; 0 is none. */
export class Links {
  readonly #previous: Uint32Array;
  readonly #next: Uint32Array;
  #first = 0;
  #last = 0;

  /** Lists whose rows never overlap may share the columns. */
  constructor(previous: Uint32Array, next: Uint32Array) {
    this.#previous = previous;
    this.#next = next;
  }

  /** -1 when the list is empty. */
  get first(): number {
    return this.#first - 1;
  }

  /** The row after this one; -1 after the last. */
  after(row: number): number {
    return (this.#next[row] ?? 0) - 1;
  }

  /** -1 when the list is empty. */
  get last(): number {
    return this.#last - 1;
  }

  /** The row before this one; -1 before the first. */
  before(row: number): number {
    return (this.#previous[row] ?? 0) - 1;
  }

  append(row: number): void {
    this.#previous[row] = this.#last;
    this.#next[row] = 0;
    if (this.#last === 0) this.#first = row + 1;
    else this.#next[this.#last - 1] = row + 1;
    this.#last = row + 1;
  }

  remove(row: number): void {
    const previous = this.#previous[row] ?? 0;
    const next = this.#next[row] ?? 0;
    if (previous === 0) this.#first = next;
    else this.#next[previous - 1] = next;
    if (next === 0) this.#last = previous;
    else this.#previous[next - 1] = previous;
  }
}

/** Rows by order of first sight. */
export class FirstSight {
  readonly #order: Uint32Array;
  readonly #place: Uint32Array;
  /** The oldest row is not before this. */
  #start = 0;
  #end = 0;

  constructor(capacity: number) {
    this.#order = new Uint32Array(capacity * 2);
    this.#place = new Uint32Array(capacity);
  }

  append(row: number): void {
    if (this.#end === this.#order.length) this.#close();
    this.#place[row] = this.#end;
    this.#order[this.#end] = row + 1;
    this.#end += 1;
  }

  remove(row: number): void {
    this.#order[this.#place[row] ?? 0] = 0;
    while (this.#start < this.#end && this.#order[this.#start] === 0) this.#start += 1;
    while (this.#end > this.#start && this.#order[this.#end - 1] === 0) this.#end -= 1;
  }

  /** Places run from `start` to `end`; holes answer -1. */
  get start(): number {
    return this.#start;
  }
  get end(): number {
    return this.#end;
  }
  /** For who looks at many: rows + 1, and 0 in holes. */
  get places(): Uint32Array {
    return this.#order;
  }
  rowAt(place: number): number {
    return (this.#order[place] ?? 0) - 1;
  }

  #close(): void {
    let to = 0;
    for (let from = this.#start; from < this.#end; from += 1) {
      const held = this.#order[from] ?? 0;
      if (held === 0) continue;
      this.#order[to] = held;
      this.#place[held - 1] = to;
      to += 1;
    }
    this.#start = 0;
    this.#end = to;
  }
}
