// Tells a flood: messages come so much faster than they are decoded that decoding had better stand back for a moment,
// because on few cores it takes from the reader the time in which the socket must be drained (a broker cuts off who does
// not read; what waits here is only late). A flood ends by itself, or when so much waits that room gets scarce.

/** Arrival over decoding, as rates. Nobody publishes so much faster for long. */
const RATIO = 2;
/** Bytes a ms from which reading takes a good part of a core: what comes slower is read beside decoding. */
const LEAST_ARRIVAL = 150 * 1024;
const LEAST_BYTES = 2 * 1024 * 1024;
/** Three quarters of what a reader holds (reader/port.ts). */
const MOST_BYTES = 192 * 1024 * 1024;
/** What comes is looked at over so long while a flood is on: the reader may only have waited for a core. */
const WINDOW_MS = 24;

export class Flood {
  #waiting = 0;
  #arrived = 0;
  /** Bytes decoded in a millisecond, when that was last done. */
  #pace = Number.POSITIVE_INFINITY;
  #checkedAt: number;
  #on = false;

  /** `now` here and below: a monotonic clock, ms. */
  constructor(now: number) {
    this.#checkedAt = now;
  }

  arrived(bytes: number, now: number): void {
    // What comes after a rest is measured from its beginning: with the rest it would seem slow.
    if (this.#waiting === 0) {
      this.#arrived = 0;
      this.#checkedAt = now;
    }
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

  /** Looks at what arrived since the last look. */
  isNow(now: number): boolean {
    const passed = now - this.#checkedAt;
    const hasRoom = this.#waiting >= LEAST_BYTES && this.#waiting <= MOST_BYTES;
    if (this.#on && hasRoom && passed < WINDOW_MS) return true;
    this.#on = hasRoom && this.#arrived > Math.max(LEAST_ARRIVAL, RATIO * this.#pace) * passed;
    this.#arrived = 0;
    this.#checkedAt = now;
    return this.#on;
  }
}
