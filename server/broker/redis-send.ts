// Puts one task message into the list of its priority: the head, because workers take from the tail (celery-wire.md A2).
import type { Redis } from "ioredis";
import type { OutgoingTask } from "./port.ts";
import { queueList, type RedisNames } from "./redis-names.ts";
import { encodeTaskEnvelope } from "./task-envelope.ts";

/** Rejects when the list cannot be written (WRONGTYPE, NOPERM, OOM, READONLY). */
export async function sendTask(redis: Redis, names: RedisNames, task: OutgoingTask): Promise<void> {
  await redis.lpush(queueList(names, task.queue, task.priority ?? 0), encodeTaskEnvelope(task));
}
