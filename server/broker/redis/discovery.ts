// Task queues that Redis knows from kombu's binding sets. SCAN in bounded steps, continued at the next call: the same
// Redis often holds a million results, and KEYS would stop it for everybody.

import type { Redis } from "ioredis";
import { holdsTasks } from "#lib/kombu/queue-name.ts";
import { bindingPattern, type RedisNames } from "./names.ts";
import { scanKeys } from "./scan-keys.ts";

const STEPS_PER_CALL = 50;
/** More than Umbel keeps: what it keeps, it may choose. */
const MAX_EXCHANGES = 10_000;
const MAX_QUEUES = 10_000;
const SETS_AT_ONCE = 200;

export class RedisDiscovery {
  readonly #redis: Redis;
  readonly #names: () => RedisNames;
  readonly #bindings = new Set<string>();
  #cursor = "0";
  #unlisted = 0;

  constructor(redis: Redis, names: () => RedisNames) {
    this.#redis = redis;
    this.#names = names;
  }

  /** Exchanges and queues left out by the last reading; of one exchange all count as one. */
  get unlisted(): number {
    return this.#unlisted;
  }

  async read(): Promise<readonly string[]> {
    const names = this.#names();
    const skipped = await this.#scan(names);
    const queues = new Set<string>();
    const left = new Set<string>();
    const bindings = [...this.#bindings];
    for (let from = 0; from < bindings.length; from += SETS_AT_ONCE) {
      for (const member of await this.#membersOf(bindings.slice(from, from + SETS_AT_ONCE))) {
        const queue = taskQueueOf(member, names);
        if (queue === null || queues.has(queue)) continue;
        if (queues.size < MAX_QUEUES) queues.add(queue);
        else if (left.size < MAX_QUEUES) left.add(queue);
      }
    }
    this.#unlisted = skipped + left.size;
    return [...queues];
  }

  async #membersOf(bindings: readonly string[]): Promise<readonly string[]> {
    const pipeline = this.#redis.pipeline();
    for (const binding of bindings) pipeline.smembers(binding);
    const answers = (await pipeline.exec()) ?? [];
    return answers.flatMap(([error, members], index) => {
      if (error !== null) throw error;
      const found = Array.isArray(members) ? members.map(String) : [];
      // An exchange that is gone makes room for others.
      if (found.length === 0) this.#bindings.delete(bindings[index] ?? "");
      return found;
    });
  }

  /** Answers how many exchanges there was no room for. */
  async #scan(names: RedisNames): Promise<number> {
    const pattern = bindingPattern(names);
    const skipped = new Set<string>();
    for (let i = 0; i < STEPS_PER_CALL; i += 1) {
      const [next, keys] = await scanKeys(this.#redis, this.#cursor, pattern, "set");
      for (const key of keys) {
        if (this.#bindings.has(key) || !isTaskExchange(key.slice(names.bindingPrefix.length), names))
          continue;
        if (this.#bindings.size < MAX_EXCHANGES) this.#bindings.add(key);
        else skipped.add(key);
      }
      this.#cursor = next;
      if (next === "0") break;
    }
    return skipped.size;
  }
}

/** Events, control and replies are not task queues, whatever the cluster calls its control exchange. */
function isTaskExchange(exchange: string, { eventExchange }: RedisNames): boolean {
  return exchange !== eventExchange && !exchange.endsWith(".pidbox");
}

/** Queue of a binding member `routing_key SEP pattern SEP queue`; null for queues that never hold a task. */
function taskQueueOf(member: string, { sep, eventExchange }: RedisNames): string | null {
  const queue = member.split(sep)[2];
  if (queue === undefined || queue === "" || queue.length > 512) return null;
  // Of a broadcast, which its workers tell of.
  const virtual = !holdsTasks(queue, eventExchange) || queue.startsWith("bcast.");
  return virtual ? null : queue;
}
