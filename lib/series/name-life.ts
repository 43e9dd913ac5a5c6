// What is remembered of a task name beyond its counts: since when it fails as it does, what went before, and the error that
// it fails with most. A few numbers each, updated with every end.

import { detached } from "../format/detached.ts";

/** After so many successes in a row, the next failure begins something new. */
export const MENDED_RUNS = 20;
/** How fast the usual time between two ends follows. */
const GAP_WEIGHT = 0.2;
/** Errors that are counted at once; a rare one makes room for others. */
const MAX_ERRORS = 4;

export interface Runs {
  readonly count: number;
  readonly failed: number;
}

export class NameLife {
  #count = 0;
  #failed = 0;
  #lastAt: number | null = null;
  #gapMs = 0;
  #successes = 0;
  #failingSince: number | null = null;
  #before: Runs = { count: 0, failed: 0 };
  readonly #errors = new Map<string, number>();

  succeeded(now: number): void {
    this.#ended(now);
    this.#successes += 1;
  }

  /** `error`: its type; null: not told. */
  failed(error: string | null, now: number): void {
    if (this.#failingSince === null || this.#successes >= MENDED_RUNS) {
      this.#failingSince = now;
      this.#before = { count: this.#count, failed: this.#failed };
      this.#errors.clear();
    }
    this.#ended(now);
    this.#failed += 1;
    this.#successes = 0;
    if (error !== null) this.#note(error);
  }

  #ended(now: number): void {
    const gap = this.#lastAt === null ? 0 : Math.max(0, now - this.#lastAt);
    this.#gapMs += (gap - this.#gapMs) * GAP_WEIGHT;
    this.#lastAt = now;
    this.#count += 1;
  }

  /** Most frequent ones survive (Misra and Gries). */
  #note(error: string): void {
    const count = this.#errors.get(error);
    if (count !== undefined) this.#errors.set(error, count + 1);
    else if (this.#errors.size < MAX_ERRORS) this.#errors.set(detached(error), 1);
    else {
      for (const [each, held] of this.#errors) {
        if (held > 1) this.#errors.set(each, held - 1);
        else this.#errors.delete(each);
      }
    }
  }

  get everFailed(): boolean {
    return this.#failed > 0;
  }

  /** When one last ended, epoch ms. */
  get lastAt(): number {
    return this.#lastAt ?? Number.NEGATIVE_INFINITY;
  }

  /** Usual time between two ends. */
  get gapMs(): number {
    return this.#gapMs;
  }

  /** Since the last failure. */
  get successes(): number {
    return this.#successes;
  }

  /** The first failure of those that go on, and what went before it. */
  get failingSince(): number | null {
    return this.#failingSince;
  }
  get before(): Runs {
    return this.#before;
  }

  /** What most of these failures are; null: no error is most of them, or none was told. */
  get mostlyError(): string | null {
    const failures = this.#failed - this.#before.failed;
    for (const [error, count] of this.#errors) if (count * 2 > failures) return error;
    return null;
  }
}
