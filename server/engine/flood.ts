// Tells a flood: messages come so much faster than they are decoded that decoding had better stand back for a moment,
// because on few cores it takes from the reader the time in which the socket must be drained (a broker cuts off who does
// not read; what waits here is only late). A flood ends by itself, or when so much waits that room gets scarce.

/** Arrival over decoding, as rates. Nobody publishes so much faster for long. */
const RATIO = 2;
const LEAST_BYTES = 2 * 1024 * 1024;
/** Three quarters of what a reader holds (reader/port.ts). */
const MOST_BYTES = 192 * 1024 * 1024;
/** So long nothing more may come before a flood is over: the reader may only have waited for a core. */
const CALM_MS = 24;

export class Flood {
  #waiting = 0;
  #arrived = 0;
  /** Bytes decoded in a millisecond, when that was last done. */
  #pace = Number.POSITIVE_INFINITY;
  #checkedAt: number;
  #calmAt = Number.NEGATIVE_INFINITY;

  /** `now` here and below: a monotonic clock, ms. */
  constructor(now: number) {
    this.#checkedAt = now;
  }

  arrived(bytes: number): void {
    this.#waiting += bytes;
    this.#arrived += bytes;
  }

  /** That much of what arrived was dealt with. */
  done(bytes: number): void {
    this.#waiting -= bytes;
  }

  /** How long some bytes took to decode. */
  decoded(bytes: number, tookMs: number): void {
    if (tookMs > 0) this.#pace = bytes / tookMs;
  }

  /** Looks at what arrived since the last call. */
  isNow(now: number): boolean {
    const arrived = this.#arrived;
    const passed = now - this.#checkedAt;
    this.#arrived = 0;
    this.#checkedAt = now;
    if (this.#waiting < LEAST_BYTES || this.#waiting > MOST_BYTES) return false;
    if (arrived > RATIO * this.#pace * passed) this.#calmAt = now + CALM_MS;
    return now < this.#calmAt;
  }
}
