// When an engine ticks: four times a second while somebody looks or much happens, otherwise once a second, which is as often
// as anything moves by time alone. Each tick costs, and wakes the web thread, whether or not there is news.

export const BUSY_MS = 250;
/** What is due after a second is due at the next tick, although a timer may be early by a millisecond. */
export const QUIET_MS = 1_010;
/** So many events between two ticks are much. */
export const MANY_EVENTS = 2_500;

interface Watched {
  /** Whether somebody looks. */
  isWatched(): boolean;
  /** How many came so far. */
  events(): number;
}

export class Ticker {
  readonly #tick: () => void;
  readonly #watched: Watched;
  #timer: NodeJS.Timeout | null = null;
  #dueAt = 0;
  #events = 0;

  constructor(tick: () => void, watched: Watched) {
    this.#tick = tick;
    this.#watched = watched;
  }

  get isRunning(): boolean {
    return this.#timer !== null;
  }

  start(): void {
    this.#wait(BUSY_MS);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** There is something that nobody should wait for. */
  hasten(): void {
    if (this.#timer === null || this.#dueAt - performance.now() <= BUSY_MS) return;
    clearTimeout(this.#timer);
    this.#wait(BUSY_MS);
  }

  #wait(ms: number): void {
    this.#dueAt = performance.now() + ms;
    this.#timer = setTimeout(() => {
      this.#wait(this.#isBusy() ? BUSY_MS : QUIET_MS);
      this.#tick();
    }, ms);
  }

  #isBusy(): boolean {
    const events = this.#watched.events();
    const came = events - this.#events;
    this.#events = events;
    return this.#watched.isWatched() || came >= MANY_EVENTS;
  }
}
