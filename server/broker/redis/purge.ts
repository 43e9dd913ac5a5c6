// Empties a queue: all its priority lists at once, counted in the same transaction, so that the number said is the number
// that went.
import type { Redis } from "ioredis";
import { queueLists, type RedisNames } from "./names.ts";

/** Answers how many messages were removed; rejects when any list could not be (WRONGTYPE, NOPERM). */
export async function purgeQueue(redis: Redis, names: RedisNames, queue: string): Promise<number> {
  const lists = queueLists(names, queue);
  const transaction = redis.multi();
  for (const list of lists) transaction.llen(list);
  transaction.del(...lists);
  const answers = (await transaction.exec()) ?? [];
  let removed = 0;
  for (const [error, value] of answers.slice(0, lists.length)) {
    if (error !== null) throw error;
    removed += Number(value);
  }
  const [error] = answers[lists.length] ?? [null];
  if (error !== null) throw error;
  return removed;
}
