// What kind of Redis answers and how it is, from INFO: for first-run diagnosis and for findings. A user without that
// right is told nothing, and nothing is missed but the diagnosis.
import type { Redis } from "ioredis";
import type { BrokerNotice } from "#lib/live/views.ts";
import { ExplainedError } from "./connection/error.ts";
import { placeOf, type RedisTarget } from "./connection/target.ts";

export interface RedisVitals {
  readonly mode: string;
  /** `master` or `slave`. */
  readonly role: string;
  readonly master: string | null;
  readonly usedMemory: number;
  readonly maxMemory: number;
  readonly policy: string;
}

/** null when it may not be asked. */
export async function readVitals(redis: Redis): Promise<RedisVitals | null> {
  let text: string;
  try {
    text = await redis.info();
  } catch (error) {
    if (redis.status === "end" || redis.status === "close") throw error;
    return null;
  }
  const fields = new Map(
    text.split("\r\n").flatMap((line) => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon), line.slice(colon + 1)] as const] : [];
    }),
  );
  const host = fields.get("master_host");
  return {
    mode: fields.get("redis_mode") ?? "standalone",
    role: fields.get("role") ?? "master",
    master: host === undefined ? null : `${host}:${fields.get("master_port") ?? "6379"}`,
    usedMemory: Number(fields.get("used_memory") ?? 0),
    maxMemory: Number(fields.get("maxmemory") ?? 0),
    policy: fields.get("maxmemory_policy") ?? "noeviction",
  };
}

/** Throws when a Celery broker cannot be there. `viaSentinel`: then a replica is an old master, and is asked for again. */
export function refuseUnusable(vitals: RedisVitals, target: RedisTarget, viaSentinel: boolean): void {
  const at = placeOf(target);
  if (vitals.mode === "sentinel") {
    throw new ExplainedError({
      code: "protocol",
      text: `${at} is a Sentinel, not a Redis.`,
      remedy: `Use sentinel:// in the broker URL, and --broker-transport-options '{"master_name": "mymaster"}'.`,
    });
  }
  if (vitals.mode === "cluster") {
    throw new ExplainedError({
      code: "protocol",
      text: `${at} is a node of a Redis Cluster, which Celery cannot use as a broker.`,
      remedy:
        "kombu does not support cluster mode: use the Redis of Celery's broker_url, without cluster-enabled.",
    });
  }
  if (viaSentinel && vitals.role !== "master") {
    throw new ExplainedError({
      code: "lost",
      text: `Sentinel names ${at} as the master, but it is a replica.`,
      remedy: "A failover is under way; Umbel asks again.",
    });
  }
}

/** What goes on although Redis is connected. */
export function vitalNotices(vitals: RedisVitals, target: RedisTarget): readonly BrokerNotice[] {
  const at = placeOf(target);
  const notices: BrokerNotice[] = [];
  if (vitals.role !== "master") {
    const where = vitals.master === null ? "" : ` (${vitals.master})`;
    notices.push({
      key: "redis-replica",
      level: "bad",
      subject: `Redis at ${at}`,
      text: `is a read-only replica: events are seen, but no command can be sent. Use the master's address${where} in the broker URL, or sentinel:// to follow it`,
    });
  }
  const { maxMemory, usedMemory, policy } = vitals;
  if (maxMemory > 0 && policy === "noeviction" && usedMemory >= maxMemory) {
    notices.push({
      key: "redis-oom",
      level: "bad",
      subject: `Redis at ${at}`,
      text: `is out of memory (${mebibytes(usedMemory)} of ${mebibytes(maxMemory)}, noeviction): it refuses new tasks, results and commands. Raise maxmemory, or remove what is not needed`,
    });
  } else if (maxMemory > 0 && policy.startsWith("allkeys-")) {
    notices.push({
      key: "redis-eviction",
      level: "warn",
      subject: `Redis at ${at}`,
      text: `may throw queued messages away when it is full (maxmemory-policy ${policy}); a broker needs noeviction`,
    });
  }
  return notices;
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
