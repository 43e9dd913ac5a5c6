// Queue lengths: one pipelined LLEN per priority list (kombu spreads a queue over four), and what is unacked.
import type { Redis } from "ioredis";
import type { QueueDepth } from "../port.ts";
import { queueLists, type RedisNames } from "./names.ts";
import { countUnacked } from "./unacked.ts";

/** After the unacked hash proved too large it is left alone for so many polls. */
const REST_POLLS = 12;

export class RedisDepths {
  readonly #redis: Redis;
  readonly #names: () => RedisNames;
  #rest = 0;

  constructor(redis: Redis, names: () => RedisNames) {
    this.#redis = redis;
    this.#names = names;
  }

  async read(queues: readonly string[]): Promise<readonly QueueDepth[]> {
    if (queues.length === 0) return [];
    const names = this.#names();
    const lists = queues.map((queue) => queueLists(names, queue));
    const pipeline = this.#redis.pipeline();
    for (const list of lists.flat()) pipeline.llen(list);
    const [answers, unacked] = await Promise.all([pipeline.exec(), this.#unacked(names.unacked)]);
    let at = 0;
    return queues.map((queue, index) => {
      const width = lists[index]?.length ?? 0;
      const lengths = (answers ?? []).slice(at, at + width);
      at += width;
      const count = unacked === null ? null : (unacked.get(queue) ?? 0);
      return {
        queue,
        depth: sum(lengths),
        unacked: count,
        consumers: null,
        byPriority: perPriority(names.prioritySteps, lengths),
        ...UNTOLD,
      };
    });
  }

  async #unacked(key: string | null): Promise<ReadonlyMap<string, number> | null> {
    if (key === null) return null;
    if (this.#rest > 0) {
      this.#rest -= 1;
      return null;
    }
    try {
      const counts = await countUnacked(this.#redis, key);
      if (counts === null) this.#rest = REST_POLLS;
      return counts;
    } catch {
      // No right to read it, or the key is something else: the depths are still worth having.
      this.#rest = REST_POLLS;
      return null;
    }
  }
}

/** What Redis cannot tell. */
const UNTOLD = { scheduled: null, publishRate: null, deliverRate: null, queueType: null } as const;

/** Most urgent first, as the lists were asked. */
function perPriority(
  steps: readonly number[],
  answers: readonly (readonly [Error | null, unknown])[],
): QueueDepth["byPriority"] {
  if (sum(answers) === null) return null;
  return answers.map(([, value], index) => ({ priority: steps[index] ?? 0, depth: Number(value) }));
}

/** null when any list could not be asked (WRONGTYPE, NOPERM): a partial sum would be a wrong number. */
function sum(answers: readonly (readonly [Error | null, unknown])[]): number | null {
  let total = 0;
  for (const [error, value] of answers) {
    if (error !== null || typeof value !== "number") return null;
    total += value;
  }
  return total;
}
