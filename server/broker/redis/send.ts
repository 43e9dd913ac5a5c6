// Puts one task message into the list of its priority: the head, because workers take from the tail
// (docs/protocol/redis.md A2). Redis has no exchanges: kombu keeps who is bound to one in a set, and puts a copy into
// each queue that matches.
import type { Redis } from "ioredis";
import type { OutgoingTask } from "../port.ts";
import { bindingMatches, nothingBound } from "../routing.ts";
import { encodeTaskEnvelope } from "../task-envelope.ts";
import { queueList, type RedisNames } from "./names.ts";

/** Rejects when a list cannot be written (WRONGTYPE, NOPERM, OOM, READONLY); `not_found` when nothing is bound. */
export async function sendTask(redis: Redis, names: RedisNames, task: OutgoingTask): Promise<void> {
  const queues = await queuesOf(redis, names, task);
  const envelope = encodeTaskEnvelope(task);
  if (queues.length === 0) throw nothingBound(task.delivery);
  const lists = queues.map((queue) => queueList(names, queue, task.priority ?? 0));
  const [first = ""] = lists;
  if (lists.length === 1) {
    await redis.lpush(first, envelope);
    return;
  }
  const transaction = redis.multi();
  for (const list of lists) transaction.lpush(list, envelope);
  for (const [error] of (await transaction.exec()) ?? []) if (error !== null) throw error;
}

async function queuesOf(
  redis: Redis,
  { bindingPrefix, sep }: RedisNames,
  { delivery: { exchange, routingKey } }: OutgoingTask,
): Promise<readonly string[]> {
  if (exchange === "") return [routingKey];
  const members = await redis.smembers(bindingPrefix + exchange);
  const queues = members.flatMap((member) => {
    const [key, pattern, queue] = member.split(sep);
    if (key === undefined || pattern === undefined || !queue) return [];
    return bindingMatches(key, pattern !== "", routingKey) ? [queue] : [];
  });
  return [...new Set(queues)];
}
