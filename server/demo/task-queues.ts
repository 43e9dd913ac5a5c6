// The cluster's own view of its queues: which simulated task is behind which message, by priority. Every step is mirrored to the
// embedded broker through the outbox, so that depths asked from the broker are real. Bounded: a full queue refuses.
import { encodeTask } from "./envelopes.ts";
import type { Outgoing } from "./outgoing.ts";
import type { Random } from "./random.ts";
import type { SimTask } from "./task.ts";

const MAX_LENGTH = 20_000;

/** kombu's priority steps; the first is the most urgent. */
const STEPS = [0, 3, 6, 9] as const;

interface Fifo {
  items: SimTask[];
  head: number;
}

export class TaskQueues {
  /** One list per priority step. */
  readonly #queues = new Map<string, readonly Fifo[]>();
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
    const lists = this.#lists(task.queue);
    if (this.depth(task.queue) >= MAX_LENGTH) {
      this.refused += 1;
      return false;
    }
    lists[STEPS.findLastIndex((least) => least <= task.priority)]?.items.push(task);
    const envelope = encodeTask(task, this.#random);
    this.#outbox.push({ kind: "push", queue: task.queue, envelope, priority: task.priority });
    this.onArrival(task.queue);
    return true;
  }

  take(name: string): SimTask | undefined {
    const list = this.#queues.get(name)?.find(({ items, head }) => head < items.length);
    const task = list?.items[list.head];
    if (list === undefined || task === undefined) return undefined;
    list.head += 1;
    if (list.head > 256 && list.head * 2 > list.items.length) {
      list.items = list.items.slice(list.head);
      list.head = 0;
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

  /** Somebody emptied the queue at the broker. */
  purge(name: string): void {
    for (const list of this.#queues.get(name) ?? []) {
      list.items = [];
      list.head = 0;
    }
  }

  depth(name: string): number {
    return (this.#queues.get(name) ?? []).reduce((sum, { items, head }) => sum + items.length - head, 0);
  }

  #lists(name: string): readonly Fifo[] {
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const made: readonly Fifo[] = STEPS.map(() => ({ items: [], head: 0 }));
    this.#queues.set(name, made);
    return made;
  }
}
