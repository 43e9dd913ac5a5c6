// Which `sep` the cluster really uses, from the binding that every worker's mailbox leaves. It matters before the first
// command: a reply binding written with another one would break the replies of everybody who reads that set.
import type { Redis } from "ioredis";
import type { RedisNames } from "./redis-names.ts";

const MAX_SEP = 8;

/** null when no worker has been there, or when they use ours. */
export async function foreignSep(redis: Redis, names: RedisNames): Promise<string | null> {
  const members = await redis.smembers(names.bindingPrefix + names.controlExchange).catch(() => []);
  const found = new Set<string>();
  for (const member of members) {
    const sep = sepOf(member, names);
    if (sep === names.sep) return null;
    if (sep !== null) found.add(sep);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

/** A member is `SEP SEP worker.<exchange>`: no routing key, no pattern. */
function sepOf(member: string, { controlExchange }: Pick<RedisNames, "controlExchange">): string | null {
  if (!member.endsWith(controlExchange)) return null;
  for (let length = 1; length <= MAX_SEP; length += 1) {
    const sep = member.slice(0, length);
    if (member.startsWith(sep, length)) return sep;
  }
  return null;
}
