// The rows of one page of an order, out of any number of rows offered: keeps about twice as many as the page's end asks
// for, and sorts the page alone.

export class TopRows {
  readonly #offset: number;
  readonly #need: number;
  readonly #ordinals: Float64Array;
  readonly #rows: Uint32Array;
  readonly #keys: Float64Array;
  #count = 0;
  /** What is not better than this cannot be on the page. */
  #worstKey = Number.POSITIVE_INFINITY;
  #worstOrdinal = Number.NEGATIVE_INFINITY;

  /** At most `most` rows will be offered. */
  constructor(offset: number, limit: number, most: number, ordinals: Float64Array) {
    this.#offset = offset;
    this.#need = offset + limit;
    this.#ordinals = ordinals;
    const size = Math.min(most + 1, Math.max(1_024, this.#need * 2));
    this.#rows = new Uint32Array(size);
    this.#keys = new Float64Array(size);
  }

  /** Whether it can be on the page, as far as is known. */
  wants(row: number, key: number): boolean {
    return key < this.#worstKey || (key === this.#worstKey && this.#ordinal(row) > this.#worstOrdinal);
  }

  /** Call only with what it wants. */
  add(row: number, key: number): void {
    this.#rows[this.#count] = row;
    this.#keys[this.#count] = key;
    this.#count += 1;
    if (this.#count === this.#rows.length && this.#need < this.#count) this.#narrow();
  }

  offer(row: number, key: number): void {
    if (this.wants(row, key)) this.add(row, key);
  }

  /** The page, in order. */
  page(): readonly number[] {
    const end = Math.min(this.#need, this.#count);
    if (this.#offset >= end) return [];
    if (end < this.#count) this.#select(0, this.#count - 1, end);
    if (this.#offset > 0) this.#select(0, end - 1, this.#offset);
    const places = Array.from({ length: end - this.#offset }, (_, index) => this.#offset + index);
    return places.sort((a, b) => (this.#isBefore(a, b) ? -1 : 1)).map((place) => this.#rows[place] ?? 0);
  }

  #narrow(): void {
    this.#select(0, this.#count - 1, this.#need - 1);
    this.#count = this.#need;
    this.#worstKey = this.#keys[this.#need - 1] ?? 0;
    this.#worstOrdinal = this.#ordinal(this.#rows[this.#need - 1] ?? 0);
  }

  /** Brings the element of this rank to its place, all before it before, all after it after. */
  #select(first: number, last: number, rank: number): void {
    let [low, high] = [first, last];
    while (low < high) {
      this.#swap((low + high) >> 1, high);
      let border = low;
      for (let at = low; at < high; at += 1) {
        if (!this.#isBefore(at, high)) continue;
        this.#swap(at, border);
        border += 1;
      }
      this.#swap(border, high);
      if (border === rank) return;
      if (border < rank) low = border + 1;
      else high = border - 1;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const left = this.#keys[a] ?? 0;
    const right = this.#keys[b] ?? 0;
    if (left !== right) return left < right;
    return this.#ordinal(this.#rows[a] ?? 0) > this.#ordinal(this.#rows[b] ?? 0);
  }

  #ordinal(row: number): number {
    return this.#ordinals[row] ?? 0;
  }

  #swap(a: number, b: number): void {
    const row = this.#rows[a] ?? 0;
    const key = this.#keys[a] ?? 0;
    this.#rows[a] = this.#rows[b] ?? 0;
    this.#keys[a] = this.#keys[b] ?? 0;
    this.#rows[b] = row;
    this.#keys[b] = key;
  }
}
