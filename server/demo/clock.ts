// The demo's time: the machine's, until somebody holds it. The simulation, its broker and the engine that watches them
// read this one clock, so that nobody is missed while it stands still.

export class DemoClock {
  readonly #real: () => number;
  /** How far the demo's time is ahead of the real one. */
  #aheadMs = 0;
  #heldAt: number | null = null;

  constructor(real: () => number = Date.now) {
    this.#real = real;
  }

  /** Epoch ms. */
  readonly now = (): number => this.#heldAt ?? this.#real() + this.#aheadMs;

  hold(): void {
    this.#heldAt = this.now();
  }

  /** Moves a held clock on. */
  pass(ms: number): void {
    if (this.#heldAt !== null) this.#heldAt += ms;
  }

  /** Goes on from where it stands: the time it was held is not caught up with. */
  release(): void {
    if (this.#heldAt !== null) this.#aheadMs = this.#heldAt - this.#real();
    this.#heldAt = null;
  }
}
