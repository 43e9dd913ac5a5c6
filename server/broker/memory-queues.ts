// Queues of the embedded broker: bounded in number and in length; a full queue refuses, it never grows.
const MAX_QUEUES = 1_000;
const MAX_LENGTH = 100_000;

interface MemoryQueue {
  messages: Uint8Array[];
  /** Index of the oldest message: shifting a long array for every pop would be quadratic. */
  head: number;
  unacked: number;
}

export class MemoryQueues {
  readonly #queues = new Map<string, MemoryQueue>();

  push(name: string, message: Uint8Array): boolean {
    const queue = this.#queues.get(name) ?? this.#make(name);
    if (queue === null || queue.messages.length - queue.head >= MAX_LENGTH) return false;
    queue.messages.push(message);
    return true;
  }

  pop(name: string): Uint8Array | undefined {
    const queue = this.#queues.get(name);
    const message = queue?.messages[queue.head];
    if (queue === undefined || message === undefined) return undefined;
    queue.head += 1;
    queue.unacked += 1;
    if (queue.head > 1_024 && queue.head * 2 > queue.messages.length) {
      queue.messages = queue.messages.slice(queue.head);
      queue.head = 0;
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
    const removed = queue.messages.length - queue.head;
    queue.messages = [];
    queue.head = 0;
    return removed;
  }

  /** null for a queue nobody ever used. */
  depth(name: string): number | null {
    const queue = this.#queues.get(name);
    return queue === undefined ? null : queue.messages.length - queue.head;
  }

  unacked(name: string): number | null {
    return this.#queues.get(name)?.unacked ?? null;
  }

  names(): string[] {
    return [...this.#queues.keys()];
  }

  #make(name: string): MemoryQueue | null {
    if (this.#queues.size >= MAX_QUEUES) return null;
    const queue: MemoryQueue = { messages: [], head: 0, unacked: 0 };
    this.#queues.set(name, queue);
    return queue;
  }
}
