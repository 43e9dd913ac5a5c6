// Asks the broker for queue depths every few seconds, at once for a queue that was just heard of, and for unknown queues
// now and then. Never two questions at the same time, and never about more than a bounded number of queues: of more, those
// that matter now come first, the others in turn.
import { BOUNDS } from "#lib/bounds/bounds.ts";
import type { DepthReading } from "#lib/queues/queue-record.ts";
import type { Broker } from "../broker/port.ts";

const DEPTHS_MS = 5_000;
const DISCOVER_MS = 30_000;
export const QUEUES_A_ROUND = BOUNDS.queue_depths.limit;
/** So many of them may be asked for in every round; the others have theirs in turn. */
const FIRST_A_ROUND = QUEUES_A_ROUND / 2;

export interface DepthPollerOptions {
  readonly broker: Pick<Broker, "queueDepths" | "discoverQueues">;
  readonly queueNames: () => readonly string[];
  /** Queues that somebody looks at, or in which something waits; the most important first. */
  readonly first: () => Iterable<string>;
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
  #putOff = 0;
  /** The queue that was asked for last in turn. */
  #last = "";

  constructor(options: DepthPollerOptions) {
    this.#options = options;
  }

  /** How often a queue was left to a later round, because there are too many for one. */
  get putOff(): number {
    return this.#putOff;
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
    return this.#options.broker.queueDepths(this.#round(this.#options.queueNames())).catch(() => null);
  }

  #heardOfNew(): boolean {
    return this.#options.queueNames().some((name) => !this.#asked.has(name));
  }

  async #poll(discover: boolean): Promise<void> {
    const { broker, queueNames, onDepths, onQueues } = this.#options;
    if (discover) onQueues(await broker.discoverQueues());
    const names = queueNames();
    this.#asked = new Set(names);
    onDepths(await broker.queueDepths(this.#round(names)));
  }

  #round(names: readonly string[]): readonly string[] {
    if (names.length <= QUEUES_A_ROUND) return names;
    this.#putOff += names.length - QUEUES_A_ROUND;
    const known = new Set(names);
    const round = new Set<string>();
    for (const name of this.#options.first()) {
      if (round.size === FIRST_A_ROUND) break;
      if (known.has(name)) round.add(name);
    }
    const from = names.indexOf(this.#last) + 1;
    for (const name of [...names.slice(from), ...names.slice(0, from)]) {
      if (round.size === QUEUES_A_ROUND) break;
      round.add(name);
      this.#last = name;
    }
    return [...round];
  }
}
