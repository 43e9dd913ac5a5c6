// The event subscription: one connection that only reads. Its callback hands the raw message on and does nothing else,
// because Redis cuts a subscriber that has 32 MB pending (limits.md).
import type { RedisConnection } from "./redis-connect.ts";
import { step } from "./redis-connect.ts";
import type { RedisNames } from "./redis-names.ts";

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
  await step("psubscribe", () => redis.psubscribe(names.eventPattern));
  await step("subscribe", () => redis.subscribe(names.eventChannel));
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
