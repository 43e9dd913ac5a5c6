// Queues of the embedded broker: one list per priority as on Redis, bounded in number and in length; a full queue
// refuses, it never grows.
import { DEFAULT_TRANSPORT } from "#lib/kombu/transport-options.ts";

const PRIORITY_STEPS = DEFAULT_TRANSPORT.prioritySteps;
const MAX_QUEUES = 1_000;
const MAX_LENGTH = 100_000;

interface Fifo {
  messages: Uint8Array[];
  /** Index of the oldest message: shifting a long array for every pop would be quadratic. */
  head: number;
}

interface MemoryQueue {
  /** One per priority step, most urgent first. */
  readonly lists: readonly Fifo[];
  unacked: number;
}

export class MemoryQueues {
  readonly #queues = new Map<string, MemoryQueue>();

  push(name: string, message: Uint8Array, priority: number): boolean {
    const queue = this.#queues.get(name) ?? this.#make(name);
    if (queue === null || lengthOf(queue) >= MAX_LENGTH) return false;
    const step = PRIORITY_STEPS.findLastIndex((least) => least <= priority);
    queue.lists[Math.max(0, step)]?.messages.push(message);
    return true;
  }

  pop(name: string): Uint8Array | undefined {
    const queue = this.#queues.get(name);
    const list = queue?.lists.find(({ messages, head }) => head < messages.length);
    const message = list?.messages[list.head];
    if (queue === undefined || list === undefined || message === undefined) return undefined;
    list.head += 1;
    queue.unacked += 1;
    if (list.head > 1_024 && list.head * 2 > list.messages.length) {
      list.messages = list.messages.slice(list.head);
      list.head = 0;
    }
    return message;
  }

  ack(name: string): void {
    const queue = this.#queues.get(name);
    if (queue !== undefined && queue.unacked > 0) queue.unacked -= 1;
  }

  /** Answers how many messages went. */
  purge(name: string): number {
    const queue = this.#queues.get(name);
    if (queue === undefined) return 0;
    const removed = lengthOf(queue);
    for (const list of queue.lists) {
      list.messages = [];
      list.head = 0;
    }
    return removed;
  }

  /** The next to run first. */
  peek(name: string, limit: number): Uint8Array[] {
    const found: Uint8Array[] = [];
    for (const { messages, head } of this.#queues.get(name)?.lists ?? [])
      found.push(...messages.slice(head, head + Math.max(0, limit - found.length)));
    return found;
  }

  /** null for a queue nobody ever used. */
  depth(name: string): number | null {
    const queue = this.#queues.get(name);
    return queue === undefined ? null : lengthOf(queue);
  }

  byPriority(name: string): { readonly priority: number; readonly depth: number }[] | null {
    const queue = this.#queues.get(name);
    if (queue === undefined) return null;
    return queue.lists.map(({ messages, head }, index) => ({
      priority: PRIORITY_STEPS[index] ?? 0,
      depth: messages.length - head,
    }));
  }

  unacked(name: string): number | null {
    return this.#queues.get(name)?.unacked ?? null;
  }

  names(): string[] {
    return [...this.#queues.keys()];
  }

  #make(name: string): MemoryQueue | null {
    if (this.#queues.size >= MAX_QUEUES) return null;
    const queue: MemoryQueue = { lists: PRIORITY_STEPS.map(() => ({ messages: [], head: 0 })), unacked: 0 };
    this.#queues.set(name, queue);
    return queue;
  }
}

function lengthOf({ lists }: MemoryQueue): number {
  return lists.reduce((sum, { messages, head }) => sum + messages.length - head, 0);
}
