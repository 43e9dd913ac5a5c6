// Those who are told an engine's ticks. What one of them throws costs the others nothing.
import type { EngineTick } from "./port.ts";

export class TickListeners {
  readonly #listeners = new Set<(tick: EngineTick) => void>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  add(listener: (tick: EngineTick) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(tick: EngineTick): void {
    for (const listener of this.#listeners) {
      try {
        listener(tick);
      } catch (error) {
        this.#onError(error);
      }
    }
  }

  clear(): void {
    this.#listeners.clear();
  }
}

/** Whether it tells anything but how things are now. */
export function hasNews({ deltas, metrics, findings }: EngineTick): boolean {
  const { set, forgetWorkers, forgetQueues = [] } = metrics;
  const { opened, closed, unacknowledged } = findings;
  const parts = [deltas, set, forgetWorkers, forgetQueues, opened, closed, unacknowledged];
  return parts.some(({ length }) => length > 0);
}
