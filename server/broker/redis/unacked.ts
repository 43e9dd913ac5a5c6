// How many messages of each queue are taken but not acknowledged, from kombu's `unacked` hash. Each value is the whole
// message, so the reading is bounded in entries and bytes; beyond that the answer is "not known", never a guess.
import type { Redis } from "ioredis";

const MAX_ENTRIES = 2_000;
const MAX_BYTES = 4 * 1024 * 1024;
const PAGE = 100;
/** `…, "exchange", "routing_key"]` at the end of the value; the message before it is not looked at. */
const TAIL = /"(?:[^"\\]|\\.)*", ?"((?:[^"\\]|\\.)*)"\]\s*$/;
const TAIL_CHARS = 2_048;

/** Entries by routing key, which is the queue's name unless topic exchanges are used; null when there are too many. */
export async function countUnacked(redis: Redis, key: string): Promise<ReadonlyMap<string, number> | null> {
  if ((await redis.hlen(key)) > MAX_ENTRIES) return null;
  // HSCAN may return an entry twice while the hash is resized.
  const seen = new Map<string, string>();
  let bytes = 0;
  let cursor = "0";
  do {
    const [next, flat] = await redis.hscan(key, cursor, "COUNT", PAGE);
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const value = flat[i + 1] ?? "";
      bytes += value.length;
      const routingKey = routingKeyOf(value);
      if (routingKey !== null) seen.set(flat[i] ?? "", routingKey);
    }
    if (bytes > MAX_BYTES || seen.size > MAX_ENTRIES) return null;
    cursor = next;
  } while (cursor !== "0");
  const counts = new Map<string, number>();
  for (const routingKey of seen.values()) counts.set(routingKey, (counts.get(routingKey) ?? 0) + 1);
  return counts;
}

function routingKeyOf(value: string): string | null {
  const text = TAIL.exec(value.slice(-TAIL_CHARS))?.[1];
  if (text === undefined) return null;
  try {
    const parsed: unknown = JSON.parse(`"${text}"`);
    return typeof parsed === "string" ? parsed : null;
  } catch {
    return null;
  }
}
