// Counts queues one by one, a few at a time, and not more often than a bounded number of requests per second allows:
// each look at a queue is a request that is paid for. Meanwhile the last count stands. Of many, those that were counted
// longest ago come first.
import type { QueueDepth } from "../port.ts";

/** Of these SQS tells the names; in one page, which is its own bound. */
export const MAX_QUEUES = 1_000;
/** Looks at queues in one call. */
const MAX_LOOKS = 200;
const AT_ONCE = 8;
/** Two looks at a queue are at least so far apart, and so far for each queue there is: ten requests a second. */
const LEAST_MS = 2_000;
const PER_QUEUE_MS = 100;

export class SqsDepths {
  readonly #read: (queue: string) => Promise<QueueDepth>;
  readonly #now: () => number;
  readonly #counted = new Map<string, { readonly at: number; readonly depth: QueueDepth }>();

  constructor(read: (queue: string) => Promise<QueueDepth>, now: () => number = Date.now) {
    this.#read = read;
    this.#now = now;
  }

  async of(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    const age = Math.max(LEAST_MS, queues.length * PER_QUEUE_MS);
    const countedAt = (name: string) => this.#counted.get(name)?.at ?? Number.NEGATIVE_INFINITY;
    const rest = queues
      .filter((name) => this.#now() - countedAt(name) >= age)
      .sort((a, b) => countedAt(a) - countedAt(b) || 0)
      .slice(0, MAX_LOOKS);
    const work = async () => {
      for (let name = rest.shift(); name !== undefined; name = rest.shift()) {
        const depth = await this.#read(name);
        this.#counted.set(name, { at: this.#now(), depth });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    const known = new Set(queues);
    for (const name of this.#counted.keys()) if (!known.has(name)) this.#counted.delete(name);
    return queues.map((name) => this.#counted.get(name)?.depth ?? unknownDepth(name));
  }

  /** Something was done to it: count it anew. */
  forget(queue: string): void {
    this.#counted.delete(queue);
  }
}

/** What SQS cannot tell. */
export const UNTOLD = { byPriority: null, publishRate: null, deliverRate: null, queueType: null } as const;

export function unknownDepth(queue: string): QueueDepth {
  return { queue, depth: null, unacked: null, consumers: null, scheduled: null, ...UNTOLD };
}
