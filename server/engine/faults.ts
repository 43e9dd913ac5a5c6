// What threw in the engine's thread where nothing may: it costs the step that threw, never the engine. Counted by place for
// /metrics and the findings; logged with its stack, once a minute per place. Guarded by faults.test.ts.

export type FaultPlace =
  | "event" // an event could not be applied
  | "inspection" // a worker's answer could not be kept
  | "render" // a topic could not be drawn
  | "metrics" // what a scrape reads could not be told
  | "tick" // another step of the tick
  | "thread"; // a callback that nobody guards

const LOG_EVERY_MS = 60_000;

export class Faults {
  readonly #log: (text: string) => void;
  readonly #now: () => number;
  readonly #counts: Partial<Record<FaultPlace, number>> = {};
  readonly #loggedAt = new Map<FaultPlace, number>();

  constructor(log: (text: string) => void, now: () => number) {
    this.#log = log;
    this.#now = now;
  }

  get counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  note(place: FaultPlace, error: unknown): void {
    this.#counts[place] = (this.#counts[place] ?? 0) + 1;
    const now = this.#now();
    if (now - (this.#loggedAt.get(place) ?? Number.NEGATIVE_INFINITY) < LOG_EVERY_MS) return;
    this.#loggedAt.set(place, now);
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#log(`The engine failed at one step (${place}) and goes on: ${reason}`);
  }

  /** What the work answers; `instead` when it throws. */
  guard<T>(place: FaultPlace, work: () => T, instead: T): T {
    try {
      return work();
    } catch (error) {
      this.note(place, error);
      return instead;
    }
  }
}
