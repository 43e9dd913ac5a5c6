// Simulated time: actions in order of their moment; actions of one moment run in the order they were planned.
// Time only moves in `runUntil`, so how the caller slices it changes nothing.

interface Entry {
  at: number;
  readonly order: number;
  readonly run: () => void;
}

export class Timeline {
  #now: number;
  #order = 0;
  readonly #heap: Entry[] = [];

  constructor(startAt: number) {
    this.#now = startAt;
  }

  /** Epoch ms. */
  get now(): number {
    return this.#now;
  }

  get pending(): number {
    return this.#heap.length;
  }

  /** Plans an action; a moment in the past means now. */
  at(moment: number, run: () => void): void {
    this.#order += 1;
    this.#heap.push({ at: Math.max(moment, this.#now), order: this.#order, run });
    this.#up(this.#heap.length - 1);
  }

  in(delayMs: number, run: () => void): void {
    this.at(this.#now + delayMs, run);
  }

  runUntil(now: number): void {
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.#removeFirst();
      this.#now = first.at;
      first.run();
    }
    this.#now = Math.max(this.#now, now);
  }

  /** Lets `ms` pass in which nothing happened, as for a machine that was asleep. */
  skip(ms: number): void {
    this.#now += ms;
    for (const entry of this.#heap) entry.at += ms;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#down();
  }

  #up(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfLater(parent, index)) return;
      index = parent;
    }
  }

  #down(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const child = this.#earlier(left, left + 1);
      if (child === null || !this.#swapIfLater(index, child)) return;
      index = child;
    }
  }

  #earlier(left: number, right: number): number | null {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined) return null;
    return b !== undefined && before(b, a) ? right : left;
  }

  #swapIfLater(parent: number, child: number): boolean {
    const above = this.#heap[parent];
    const below = this.#heap[child];
    if (above === undefined || below === undefined || !before(below, above)) return false;
    this.#heap[parent] = below;
    this.#heap[child] = above;
    return true;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
