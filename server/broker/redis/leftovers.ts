// Reply lists of Umbels that are gone: a worker that was busy for long (a pool of `solo` hears commands between two tasks)
// answers after the list has expired, and so makes it anew, without an expiry.

import type { Redis } from "ioredis";
import { REPLY_TTL_SECONDS } from "./mailbox.ts";
import { type RedisNames, replyPattern } from "./names.ts";
import { scanKeys } from "./scan-keys.ts";

/** From one walk over all keys to the next: what got its expiry in one is gone by the other, and not given a new one. */
const WALK_MS = 2 * REPLY_TTL_SECONDS * 1_000;

export class RedisLeftovers {
  readonly #redis: Redis;
  #cursor = "0";
  #restUntil = Number.NEGATIVE_INFINITY;

  constructor(redis: Redis) {
    this.#redis = redis;
  }

  /** One short step of the walk. Of an Umbel that lives the list only lasts as long as it does anyway. */
  async step(names: RedisNames): Promise<void> {
    if (this.#cursor === "0") {
      if (performance.now() < this.#restUntil) return;
      this.#restUntil = performance.now() + WALK_MS;
    }
    const pattern = replyPattern(names);
    const [next, keys] = await scanKeys(this.#redis, this.#cursor, pattern, "list");
    this.#cursor = next;
    const pipeline = this.#redis.pipeline();
    for (const key of keys) pipeline.expire(key, REPLY_TTL_SECONDS);
    await pipeline.exec();
  }
}
