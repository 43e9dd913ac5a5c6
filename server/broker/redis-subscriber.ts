// The event subscription: one connection that only reads. Its callback hands the raw message on and does nothing else,
// because Redis cuts a subscriber that has 32 MB pending (limits.md).
import type { Redis } from "ioredis";
import type { RedisConnection } from "./redis-connect.ts";
import { step } from "./redis-connect.ts";
import type { RedisNames } from "./redis-names.ts";
import { errorText, RedisStepError } from "./redis-problems.ts";

export interface RedisSubscriber {
  /** Rejects when the server is silent although nothing was received since the last call. */
  check(): Promise<void>;
}

export async function subscribeEvents(
  connection: RedisConnection,
  names: RedisNames,
  onMessage: (payload: Buffer) => void,
): Promise<RedisSubscriber> {
  const { redis } = connection;
  let received = 0;
  const take = (payload: Buffer) => {
    received += 1;
    onMessage(payload);
  };
  redis.on("pmessageBuffer", (_pattern: string, _channel: Buffer, payload: Buffer) => take(payload));
  redis.on("messageBuffer", (_channel: Buffer, payload: Buffer) => take(payload));
  await subscribe(redis, names);
  let checked = 0;
  return {
    async check() {
      const before = received;
      if (before !== checked) {
        checked = before;
        return;
      }
      try {
        await redis.ping();
      } catch (error) {
        if (received === before) throw error;
      }
    },
  };
}

/**
 * ACL rules for channels are compared letter by letter with the pattern of a PSUBSCRIBE: a user allowed
 * `/0.celeryev*` may not subscribe to `/0.celeryev/*`. One of the two spellings is enough.
 */
async function subscribe(redis: Redis, names: RedisNames): Promise<void> {
  try {
    await redis.psubscribe(names.eventPattern);
  } catch (error) {
    if (!isDenied(error)) throw new RedisStepError("psubscribe", error);
    await step("psubscribe", () => redis.psubscribe(names.widePattern));
    return;
  }
  try {
    await redis.subscribe(names.eventChannel);
  } catch (error) {
    // Only clusters with `fanout_patterns: False` use it.
    if (!isDenied(error)) throw new RedisStepError("subscribe", error);
  }
}

function isDenied(error: unknown): boolean {
  return errorText(error).startsWith("NOPERM");
}
