// The cluster's own view of its queues: which simulated task is behind which message. Every step is mirrored to the
// embedded broker through the outbox, so that depths asked from the broker are real. Bounded: a full queue refuses.
import { encodeTask } from "./envelopes.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Random } from "./random.ts";
import type { SimTask } from "./task.ts";

const MAX_LENGTH = 20_000;

interface Fifo {
  items: SimTask[];
  head: number;
}

export class TaskQueues {
  readonly #queues = new Map<string, Fifo>();
  readonly #outbox: Outgoing[];
  readonly #random: Random;
  /** Messages refused by a full queue. */
  refused = 0;
  /** Told of every message that arrives: consumers look a moment later. */
  onArrival: (queue: string) => void = () => {};

  constructor(outbox: Outgoing[], random: Random) {
    this.#outbox = outbox;
    this.#random = random;
  }

  push(task: SimTask): boolean {
    const queue = this.#queue(task.queue);
    if (queue.items.length - queue.head >= MAX_LENGTH) {
      this.refused += 1;
      return false;
    }
    queue.items.push(task);
    this.#outbox.push({ kind: "push", queue: task.queue, envelope: encodeTask(task, this.#random) });
    this.onArrival(task.queue);
    return true;
  }

  take(name: string): SimTask | undefined {
    const queue = this.#queues.get(name);
    const task = queue?.items[queue.head];
    if (queue === undefined || task === undefined) return undefined;
    queue.head += 1;
    if (queue.head > 256 && queue.head * 2 > queue.items.length) {
      queue.items = queue.items.slice(queue.head);
      queue.head = 0;
    }
    this.#outbox.push({ kind: "pop", queue: name });
    return task;
  }

  ack(task: SimTask): void {
    this.#outbox.push({ kind: "ack", queue: task.queue });
  }

  /** Puts back what a worker had fetched and not acknowledged. */
  restore(task: SimTask): void {
    this.ack(task);
    this.push({ ...task, redelivered: true });
  }

  depth(name: string): number {
    const queue = this.#queues.get(name);
    return queue === undefined ? 0 : queue.items.length - queue.head;
  }

  #queue(name: string): Fifo {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const made: Fifo = { items: [], head: 0 };
    this.#queues.set(name, made);
    return made;
  }
}
