// Nobody is heard: listens for a moment to every event channel of this Redis, whatever its database, prefix or exchange,
// and says where workers do speak. Only listening tells: kombu subscribes by pattern, which PUBSUB CHANNELS does not
// list, and a message sent to find out could harm a worker (docs/protocol/control.md D1).
import type { BrokerNotice } from "#lib/live/views.ts";
import { connectRedis, type RedisEndpoint } from "./connection/connect.ts";
import type { RedisNames } from "./names.ts";

/** Workers beat every two seconds unless told otherwise. */
const BEATS_MS = 4_000;
const MAX_CHANNELS = 8;

interface Look {
  readonly pattern: string;
  readonly ms: number;
  readonly max: number;
}
/**
 * First heartbeats, which are few. Only where there are none all events: with `fanout_patterns: False` they share one
 * channel, and of a busy cluster one is enough.
 */
const LOOKS: readonly Look[] = [
  { pattern: "*/worker.*", ms: BEATS_MS, max: MAX_CHANNELS },
  { pattern: "*celeryev*", ms: BEATS_MS / 2, max: 1 },
];

/** Event channels of others, without the event's type; empty when none is heard or the user may not listen. */
export async function listenElsewhere(
  target: RedisEndpoint,
  names: RedisNames,
  signal: AbortSignal,
): Promise<readonly string[]> {
  for (const look of LOOKS) {
    const found = await listen(look, target, names, signal);
    if (found.length > 0) return found;
  }
  return [];
}

async function listen(
  { pattern, ms, max }: Look,
  target: RedisEndpoint,
  names: RedisNames,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { redis } = await connectRedis(target, signal);
  const found = new Set<string>();
  try {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener("abort", end, { once: true });
      redis.once("close", end);
      redis.on("pmessage", (_pattern, channel) => {
        const base = baseOf(channel);
        if (base !== null && !names.events.some((ours) => ours.channel === base)) found.add(base);
        if (found.size >= max) end();
      });
      redis.psubscribe(pattern).catch(reject);
    });
    return [...found].sort();
  } catch {
    // Without the right to listen everywhere nothing can be said.
    return [];
  } finally {
    redis.disconnect();
  }
}

/** `/1.celeryev/worker.heartbeat` is of `/1.celeryev`, as is `/1.celeryev` alone; a control channel is of none. */
function baseOf(channel: string): string | null {
  if (channel.length > 500 || channel.includes(".pidbox")) return null;
  const base = channel.replace(/\/[a-z][a-z0-9_-]*\.[a-z0-9_.-]+$/i, "");
  return base === "" ? channel : base;
}

/** What to set so that Umbel hears them. */
export function elsewhereNotice(
  channels: readonly string[],
  db: number,
  names: RedisNames,
): BrokerNotice | null {
  if (channels.length === 0) return null;
  const ours = names.events[0]?.channel ?? "";
  const hints = [...new Set(channels.map((channel) => hintFor(channel, db, names)))].slice(0, 3);
  return {
    key: "redis-elsewhere",
    level: "warn",
    subject: "No worker events arrive here",
    text: `(channel ${ours}), but there are events on ${channels.slice(0, 3).join(", ")}. If those are your workers: ${hints.join("; or ")}`,
  };
}

function hintFor(channel: string, db: number, { prefix, eventExchange }: RedisNames): string {
  const [, theirPrefix, theirDb, theirExchange] = /^(.*?)\/(\d+|\{db\})\.(.+)$/.exec(channel) ?? [];
  if (theirPrefix === undefined || theirDb === undefined) {
    if (!channel.endsWith(eventExchange)) return `name their event exchange and fanout_prefix`;
    const fanout = channel.slice(0, -eventExchange.length);
    const value = fanout === "" ? false : fanout;
    return `set --broker-transport-options ${quote({ fanout_prefix: value })}`;
  }
  const options: Record<string, string> = {};
  if (theirPrefix !== prefix) options.global_keyprefix = theirPrefix;
  if (theirExchange !== undefined && theirExchange !== eventExchange) options.event_exchange = theirExchange;
  const parts: string[] = [];
  if (theirDb !== "{db}" && Number(theirDb) !== db) {
    parts.push(`they speak on database ${theirDb}, the broker URL names ${db}: end it with /${theirDb}`);
  }
  if (Object.keys(options).length > 0) parts.push(`set --broker-transport-options ${quote(options)}`);
  return parts.length === 0 ? "compare their fanout_prefix with Umbel's" : parts.join(" and ");
}

function quote(options: Readonly<Record<string, unknown>>): string {
  return `'${JSON.stringify(options)}'`;
}
