// What is remembered of a task name beyond its counts: since when it fails as it does, what went before, the error that it
// fails with most, and its newest failure. A few numbers and one text each; a success only counts.

import { detached } from "../format/detached.ts";
import { errorType } from "../pyrepr/error-text.ts";

/** After so many successes in a row, the next failure begins something new. */
export const MENDED_RUNS = 20;
/** How fast the usual time between two ends follows. */
const GAP_WEIGHT = 0.2;
/** Errors that are counted at once; a rare one makes room for others. */
const MAX_ERRORS = 4;
/** A line of a table shows less. */
const MAX_TEXT = 300;

export interface Runs {
  readonly count: number;
  readonly failed: number;
}

interface Failure {
  /** Its sender's time. */
  readonly at: number;
  /** As the event told it (a Python repr), cut; null: it told none. */
  readonly error: string | null;
}

export class NameLife {
  #count = 0;
  #failed = 0;
  #lastAt: number | null = null;
  #gapMs = 0;
  #successes = 0;
  #failingSince: number | null = null;
  #before: Runs = { count: 0, failed: 0 };
  #lastFailure: Failure | null = null;
  readonly #errors = new Map<string, number>();

  succeeded(now: number): void {
    this.#ended(now);
    this.#successes += 1;
  }

  /** `exception`: its text, like `KeyError('x')`; null: not told. `at`: its sender's time. */
  failed(exception: string | null, at: number, now: number): void {
    if (this.#failingSince === null || this.#successes >= MENDED_RUNS) {
      this.#failingSince = now;
      this.#before = { count: this.#count, failed: this.#failed };
      this.#errors.clear();
    }
    this.#ended(now);
    this.#failed += 1;
    this.#successes = 0;
    const error = errorType(exception);
    if (error !== null) this.#note(error);
    if (this.#lastFailure !== null && this.#lastFailure.at > at) return;
    this.#lastFailure = { at, error: exception === null ? null : detached(exception.slice(0, MAX_TEXT)) };
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

  /** The newest by its sender's time. */
  get lastFailure(): Failure | null {
    return this.#lastFailure;
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

  /** The type of what most of these failures are; null: no error is most of them, or none was told. */
  get mostlyError(): string | null {
    const failures = this.#failed - this.#before.failed;
    for (const [error, count] of this.#errors) if (count * 2 > failures) return error;
    return null;
  }
}
