// Asks the broker for queue depths every few seconds, at once for a queue that was just heard of, and for unknown queues
// now and then. Never two questions at the same time.
import type { DepthReading } from "#lib/queues/queue-record.ts";
import type { Broker } from "../broker/port.ts";

const DEPTHS_MS = 5_000;
const DISCOVER_MS = 30_000;

export interface DepthPollerOptions {
  readonly broker: Pick<Broker, "queueDepths" | "discoverQueues">;
  readonly queueNames: () => readonly string[];
  readonly onDepths: (depths: readonly DepthReading[]) => void;
  readonly onQueues: (queues: readonly string[]) => void;
}

export class DepthPoller {
  readonly #options: DepthPollerOptions;
  #depthsAt = 0;
  #discoverAt = 0;
  #pastAt = 0;
  #busy = false;
  #asked: ReadonlySet<string> = new Set();

  constructor(options: DepthPollerOptions) {
    this.#options = options;
  }

  connected(): void {
    this.#depthsAt = 0;
    this.#discoverAt = 0;
  }

  tick(now: number): void {
    if (this.#busy || (now < this.#depthsAt && !this.#heardOfNew())) return;
    this.#depthsAt = now + DEPTHS_MS;
    const discover = now >= this.#discoverAt;
    if (discover) this.#discoverAt = now + DISCOVER_MS;
    this.#busy = true;
    this.#poll(discover)
      // While the broker is away there is no depth; the status says so.
      .catch(() => undefined)
      .finally(() => {
        this.#busy = false;
      });
  }

  /** Depths for a moment of a companion's past, as often as in the present; null when it is not yet time. */
  async inPast(at: number): Promise<readonly DepthReading[] | null> {
    if (at - this.#pastAt < DEPTHS_MS) return null;
    this.#pastAt = at;
    return this.#options.broker.queueDepths(this.#options.queueNames()).catch(() => null);
  }

  #heardOfNew(): boolean {
    return this.#options.queueNames().some((name) => !this.#asked.has(name));
  }

  async #poll(discover: boolean): Promise<void> {
    const { broker, queueNames, onDepths, onQueues } = this.#options;
    if (discover) onQueues(await broker.discoverQueues());
    const names = queueNames();
    this.#asked = new Set(names);
    onDepths(await broker.queueDepths(names));
  }
}
