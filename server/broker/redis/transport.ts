// Whether the workers here use a transport that keeps its messages otherwise than kombu's own: celery-redis-plus has a
// stream where kombu has a channel, and sorted sets (`queue:…`, `messages_index:…`) where it has lists. Umbel cannot read
// it; without this the place would look as if nobody were there.
import type { Redis } from "ioredis";
import type { BrokerNotice } from "#lib/live/views.ts";
import { escapeGlob, type RedisNames } from "./names.ts";
import { type KeyType, scanKeys } from "./scan-keys.ts";

const INDEX = "messages_index:";
const QUEUE = "queue:";
const STEPS = 20;
const MAX_SHOWN = 3;

/** null: there is no sign of one, or it may not be looked for. */
export async function foreignTransport(redis: Redis, names: RedisNames): Promise<BrokerNotice | null> {
  const streams = await keysLike(redis, `*${escapeGlob(names.eventExchange)}`, "stream");
  const prefix = escapeGlob(names.prefix);
  const indexes = await keysLike(redis, `${prefix}${INDEX}*`, "zset");
  // A sorted set `queue:…` alone may be anybody's.
  if (streams.length === 0 && indexes.length === 0) return null;
  const queues = await keysLike(redis, `${prefix}${QUEUE}*`, "zset");
  const found = [...streams.slice(0, 1), ...[...indexes, ...queues].slice(0, MAX_SHOWN)];
  return {
    key: "redis-transport",
    level: "warn",
    subject: "Workers here use another transport",
    text: `(there are ${found.join(", ")}), as celery-redis-plus does: its events, commands and queues are in streams and sorted sets, which Umbel cannot read. Only with kombu's own transport (redis://) are workers seen here`,
  };
}

/** Some keys of this kind, in order; none when they may not be looked for. Bounded; never KEYS. */
export async function keysLike(
  redis: Redis,
  pattern: string,
  type: KeyType,
  max = MAX_SHOWN,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let cursor = "0";
  try {
    for (let step = 0; step < STEPS; step += 1) {
      const [next, keys] = await scanKeys(redis, cursor, pattern, type);
      for (const key of keys) found.add(key.slice(0, 200));
      cursor = next;
      if (next === "0" || found.size >= max) break;
    }
  } catch {
    // No right to look, or a Redis before 6: nothing is said.
  }
  return [...found].sort();
}
