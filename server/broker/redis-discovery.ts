// Task queues that Redis knows from kombu's binding sets. SCAN in bounded steps, continued at the next call: the same
// Redis often holds a million results, and KEYS would stop it for everybody.

import type { Redis } from "ioredis";
import { holdsTasks } from "#lib/queues/queue-name.ts";
import { bindingPattern, type RedisNames } from "./redis-names.ts";

const STEPS_PER_CALL = 50;
const KEYS_PER_STEP = 1_000;
const MAX_EXCHANGES = 1_000;
const MAX_QUEUES = 1_000;

export class RedisDiscovery {
  readonly #redis: Redis;
  readonly #names: () => RedisNames;
  readonly #bindings = new Set<string>();
  #cursor = "0";

  constructor(redis: Redis, names: () => RedisNames) {
    this.#redis = redis;
    this.#names = names;
  }

  async read(): Promise<readonly string[]> {
    const names = this.#names();
    await this.#scan(names);
    const queues = new Set<string>();
    for (const binding of this.#bindings) {
      if (queues.size >= MAX_QUEUES) break;
      for (const member of await this.#redis.smembers(binding)) {
        const queue = taskQueueOf(member, names);
        if (queue !== null && queues.size < MAX_QUEUES) queues.add(queue);
      }
    }
    return [...queues];
  }

  async #scan(names: RedisNames): Promise<void> {
    const pattern = bindingPattern(names);
    for (let i = 0; i < STEPS_PER_CALL; i += 1) {
      const [next, keys] = await this.#redis.scan(
        this.#cursor,
        "MATCH",
        pattern,
        "COUNT",
        KEYS_PER_STEP,
        "TYPE",
        "set",
      );
      for (const key of keys) {
        if (
          isTaskExchange(key.slice(names.bindingPrefix.length), names) &&
          this.#bindings.size < MAX_EXCHANGES
        ) {
          this.#bindings.add(key);
        }
      }
      this.#cursor = next;
      if (next === "0") return;
    }
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
