// When nobody was watching: the broker was away, and what was told then never came. Bounded; told in the findings, and
// the measure of which tasks' ends may have been missed.

export interface Gap {
  readonly from: number;
  readonly to: number;
}

const MAX_GAPS = 20;

export class Gaps {
  #gaps: readonly Gap[] = [];

  add(gap: Gap): void {
    if (gap.to > gap.from) this.#gaps = [...this.#gaps, gap].slice(-MAX_GAPS);
  }

  /** Oldest first. */
  get all(): readonly Gap[] {
    return this.#gaps;
  }

  get last(): Gap | null {
    return this.#gaps.at(-1) ?? null;
  }
}
