// A worker's rate limit for one task name: Celery's token bucket with a capacity of one. Rates as Celery reads them.

export class TokenBucket {
  readonly #perSecond: number;
  #freeAt = 0;

  constructor(perSecond: number) {
    this.#perSecond = perSecond;
  }

  /** When the next task may start; in the past means at once. */
  get freeAt(): number {
    return this.#freeAt;
  }

  take(now: number): void {
    this.#freeAt = Math.max(now, this.#freeAt) + 1000 / this.#perSecond;
  }
}

const MODIFIERS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/** Tasks per second, 0 for no limit; otherwise the repr of the exception Python would raise. */
export function parseRate(rate: string | number | null): { perSecond: number } | { error: string } {
  if (rate === null || rate === "" || rate === 0) return { perSecond: 0 };
  if (typeof rate === "number") return { perSecond: rate };
  const [count = "", modifier] = rate.split("/", 2);
  const per = MODIFIERS[modifier === undefined || modifier === "" ? "s" : modifier];
  if (per === undefined) return { error: `KeyError('${modifier}')` };
  const value = count.trim() === "" ? Number.NaN : Number(count);
  if (!Number.isFinite(value)) {
    return { error: `ValueError("could not convert string to float: '${count}'")` };
  }
  return { perSecond: value / per };
}
