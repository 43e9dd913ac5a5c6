// One short step of a walk over all keys: no command of Umbel keeps Redis busy for long.
import type { Redis } from "ioredis";

export type KeyType = "list" | "set" | "stream" | "zset";

const KEYS_PER_STEP = 1_000;

/** The cursor to go on with ("0": the walk is over), and the keys of that type and pattern that were passed. */
export function scanKeys(
  redis: Redis,
  cursor: string,
  pattern: string,
  type: KeyType,
): Promise<[next: string, keys: string[]]> {
  return redis.scan(cursor, "MATCH", pattern, "COUNT", KEYS_PER_STEP, "TYPE", type);
}
