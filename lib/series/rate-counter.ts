// Counts of the last minute in one-second buckets: a rate that decays as time passes without any event.

const SECONDS = 60;

export class RateCounter {
  readonly #buckets = new Uint32Array(SECONDS);
  #second = 0;
  #total = 0;

  add(now: number, count = 1): void {
    this.#advance(now);
    const index = this.#second % SECONDS;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + count;
    this.#total += count;
  }

  /** Counted in the last 60 s. */
  perMinute(now: number): number {
    this.#advance(now);
    return this.#total;
  }

  /** Mean of the last full seconds. */
  perSecond(now: number, seconds: number): number {
    this.#advance(now);
    let sum = 0;
    for (let back = 1; back <= seconds; back += 1) {
      sum += this.#buckets[(((this.#second - back) % SECONDS) + SECONDS) % SECONDS] ?? 0;
    }
    return sum / seconds;
  }

  #advance(now: number): void {
    const second = Math.floor(now / 1_000);
    if (second <= this.#second) return;
    const steps = Math.min(SECONDS, second - this.#second);
    for (let step = 1; step <= steps; step += 1) {
      const index = (second - steps + step) % SECONDS;
      this.#total -= this.#buckets[index] ?? 0;
      this.#buckets[index] = 0;
    }
    this.#second = second;
  }
}
