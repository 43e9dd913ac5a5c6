// Asks for the message that is next to run in each queue that holds any: how long it has waited, and whether it moves.
// A few queues at a time, in turn; a broker that cannot be read without disturbing it is not asked again.
import type { QueueHead } from "#lib/queues/queue-record.ts";
import { readHead } from "#lib/queues/waiting.ts";
import type { Broker } from "../broker/port.ts";

const EVERY_MS = 5_000;
const QUEUES_A_TURN = 25;

export interface HeadPollerOptions {
  readonly broker: Pick<Broker, "peekQueue">;
  /** Queues in which something waits. */
  readonly waiting: () => readonly string[];
  readonly onHead: (queue: string, head: QueueHead | null) => void;
}

export class HeadPoller {
  readonly #options: HeadPollerOptions;
  #at = 0;
  #busy = false;
  #readable = true;
  /** The queue that was asked last: the turn goes on behind it. */
  #last = "";

  constructor(options: HeadPollerOptions) {
    this.#options = options;
  }

  connected(): void {
    this.#at = 0;
    this.#readable = true;
  }

  tick(now: number): void {
    if (this.#busy || !this.#readable || now < this.#at) return;
    this.#at = now + EVERY_MS;
    this.#busy = true;
    this.#poll()
      // While the broker is away, or may not be read, nothing is known of heads.
      .catch(() => undefined)
      .finally(() => {
        this.#busy = false;
      });
  }

  async #poll(): Promise<void> {
    const { broker, onHead } = this.#options;
    for (const queue of this.#turn()) {
      const { messages, unreadable } = await broker.peekQueue(queue, 1);
      if (unreadable !== null) {
        this.#readable = false;
        return;
      }
      const [first] = messages;
      onHead(queue, first === undefined ? null : readHead(first));
    }
  }

  #turn(): readonly string[] {
    const queues = [...this.#options.waiting()].sort();
    const from = queues.findIndex((queue) => queue > this.#last);
    const turn = [...queues.slice(Math.max(0, from)), ...queues.slice(0, Math.max(0, from))].slice(
      0,
      QUEUES_A_TURN,
    );
    this.#last = queues.length > QUEUES_A_TURN ? (turn.at(-1) ?? "") : "";
    return turn;
  }
}
