// How old events are when they are applied: Umbel's clock minus the sender's, of the newest event. What a worker's clock
// is ahead of ours is not lag, so it is never below zero.
const FORGET_MS = 30_000;

export class Lag {
  #ms: number | null = null;
  #at = 0;

  saw(eventAt: number, now: number): void {
    this.#ms = Math.max(0, now - eventAt);
    this.#at = now;
  }

  /** null when there was no event lately. */
  seconds(now: number): number | null {
    return this.#ms === null || now - this.#at > FORGET_MS ? null : this.#ms / 1_000;
  }
}
