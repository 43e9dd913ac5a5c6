// Does on the embedded broker what the simulation wants done, and remembers enough to leave nothing behind.
import type { WorkerSide } from "../broker/memory/port.ts";
import type { Outgoing } from "./outgoing.ts";

export class CarryOut {
  readonly #broker: WorkerSide;
  readonly #onControl: (hostname: string, envelope: Uint8Array) => void;
  readonly #listening = new Map<string, () => void>();
  /** By queue: messages taken and not acknowledged. */
  readonly #unacked = new Map<string, number>();

  constructor(broker: WorkerSide, onControl: (hostname: string, envelope: Uint8Array) => void) {
    this.#broker = broker;
    this.#onControl = onControl;
  }

  run(todo: Outgoing): void {
    if (todo.kind === "event") this.#broker.publishEvent(todo.routingKey, todo.envelope);
    else if (todo.kind === "reply") this.#broker.reply(todo.routingKey, todo.envelope);
    else if (todo.kind === "listen") this.#listen(todo.hostname);
    else if (todo.kind === "deafen") this.#deafen(todo.hostname);
    else this.#move(todo);
  }

  /** Nobody listens any more, and the queues are empty: the next demo on this broker starts afresh. */
  leave(): void {
    for (const hostname of [...this.#listening.keys()]) this.#deafen(hostname);
    for (const [queue, unacked] of this.#unacked) {
      for (let left = unacked; left > 0; left -= 1) this.#broker.ack(queue);
      while (this.#broker.pop(queue) !== undefined) this.#broker.ack(queue);
    }
    this.#unacked.clear();
  }

  #move(todo: Extract<Outgoing, { queue: string }>): void {
    const unacked = this.#unacked.get(todo.queue) ?? 0;
    if (todo.kind === "push") {
      this.#broker.push(todo.queue, todo.envelope, todo.priority);
      this.#unacked.set(todo.queue, unacked);
    } else if (todo.kind === "pop") {
      this.#broker.pop(todo.queue);
      this.#unacked.set(todo.queue, unacked + 1);
    } else {
      this.#broker.ack(todo.queue);
      this.#unacked.set(todo.queue, unacked - 1);
    }
  }

  #listen(hostname: string): void {
    this.#deafen(hostname);
    this.#listening.set(
      hostname,
      this.#broker.onControl((envelope) => this.#onControl(hostname, envelope)),
    );
  }

  #deafen(hostname: string): void {
    this.#listening.get(hostname)?.();
    this.#listening.delete(hostname);
  }
}
