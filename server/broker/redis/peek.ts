// Reads what waits in a queue without touching it: LRANGE from the tail of its priority lists, in the order in which
// BRPOP takes them. Bounded in messages and bytes; a message can be large, so the first step is short.
import type { Redis } from "ioredis";
import type { WaitingMessages } from "../port.ts";
import { queueLists, type RedisNames } from "./names.ts";

const MAX_BYTES = 4 * 1024 * 1024;
const FIRST_STEP = 8;
const MAX_STEP = 250;

/** Rejects when a list cannot be read (WRONGTYPE, NOPERM). What is taken meanwhile makes a gap, never a repetition. */
export async function peekQueue(
  redis: Redis,
  names: RedisNames,
  queue: string,
  limit: number,
): Promise<WaitingMessages> {
  const lists = queueLists(names, queue);
  const lengths = await Promise.all(lists.map((list) => redis.llen(list)));
  const messages: Uint8Array[] = [];
  let bytes = 0;
  for (const [index, list] of lists.entries()) {
    let taken = 0;
    for (let step = FIRST_STEP; taken < (lengths[index] ?? 0); step = Math.min(MAX_STEP, step * 4)) {
      const wanted = Math.min(step, limit - messages.length);
      if (wanted <= 0 || bytes >= MAX_BYTES) break;
      const read = await redis.lrangeBuffer(list, -(taken + wanted), -(taken + 1));
      if (read.length === 0) break;
      taken += read.length;
      for (const message of read.reverse()) {
        if (bytes >= MAX_BYTES) break;
        bytes += message.length;
        messages.push(message);
      }
    }
  }
  return { messages, total: lengths.reduce((sum, length) => sum + length, 0), unreadable: null };
}
