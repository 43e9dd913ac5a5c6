// Control requests out, replies in (celery-wire.md A5). The binding is put back in the same MULTI as every PUBLISH, the
// reply list is read by a blocking loop on its own connection, and both are removed at the end.
import { encodeControlEnvelope } from "./control-envelope.ts";
import type { ControlMessage } from "./port.ts";
import { type RedisConnection, step } from "./redis-connect.ts";
import { type RedisNames, replyBinding, replyBindingMember, replyList } from "./redis-names.ts";
import { isStaleOid, type Owner } from "./reply-oid.ts";

const BLOCK_SECONDS = 3;
const REPLY_TTL_SECONDS = 60;
const GUARD_EVERY_MS = 1_000;

export interface RedisMailbox {
  publish(message: ControlMessage): Promise<number>;
  /** Reads replies until the connection closes or that is refused; rejects with the reason. `onRead`: it was let. */
  run(onReply: (payload: Buffer) => void, onRead: () => void): Promise<never>;
  /** Removes the binding and the list. */
  leave(): Promise<void>;
}

export function openMailbox(
  commands: RedisConnection,
  blocking: RedisConnection,
  current: () => RedisNames,
  oid: string,
): RedisMailbox {
  const list = replyList(current(), oid);
  return {
    async publish(message) {
      const names = current();
      // The same message, with the same delivery tag: a worker that hears it on both channels takes it once.
      const envelope = encodeControlEnvelope(message, names.controlExchange);
      const [channel = "", ...others] = names.controlChannels;
      const answers = await commands.redis
        .multi()
        .sadd(replyBinding(names), replyBindingMember(names, oid))
        .publish(channel, envelope)
        .exec();
      const [error, receivers] = answers?.[1] ?? [new Error("Redis did not execute the transaction"), 0];
      if (error) throw error;
      // Older spellings of the same channel: a user who may not use them reaches the others all the same.
      const more = others.map((other) => commands.redis.publish(other, envelope).catch(() => 0));
      const reached = await Promise.all(more);
      return reached.reduce((sum, each) => sum + each, typeof receivers === "number" ? receivers : 0);
    },
    async run(onReply, onRead) {
      let guardedAt = 0;
      for (;;) {
        const popped = await step(
          "brpop",
          () => blocking.redis.brpopBuffer(list, BLOCK_SECONDS),
          blocking.lastError,
        );
        onRead();
        if (popped === null) continue;
        onReply(popped[1]);
        // Should this process die now, what still arrives shall not stay for ever. Not for every one of a thousand.
        const now = Date.now();
        if (now - guardedAt < GUARD_EVERY_MS) continue;
        guardedAt = now;
        await step("expire", () => blocking.redis.expire(list, REPLY_TTL_SECONDS), blocking.lastError);
      }
    },
    async leave() {
      const names = current();
      const member = replyBindingMember(names, oid);
      await commands.redis.multi().srem(replyBinding(names), member).del(list).exec();
    },
  };
}

/** Removes bindings and lists of Umbels that are gone; how many. */
export async function removeStaleMailboxes(
  commands: RedisConnection,
  names: RedisNames,
  owner: Owner,
  now: number,
  isAlive: (pid: number) => boolean,
): Promise<number> {
  const members = await commands.redis.smembers(replyBinding(names));
  let removed = 0;
  for (const member of members) {
    const oid = member.split(names.sep, 1)[0] ?? "";
    if (member !== replyBindingMember(names, oid) || !isStaleOid(oid, owner, now, isAlive)) continue;
    await commands.redis.multi().srem(replyBinding(names), member).del(replyList(names, oid)).exec();
    removed += 1;
  }
  return removed;
}
