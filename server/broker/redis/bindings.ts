// What the bindings of Celery's mailboxes tell. A worker that replies reads every member of the reply binding and splits
// it by its own `sep`: one member that does not come apart into three makes every reply of that worker fail, to everybody
// (docs/protocol/redis.md A2). Umbel writes no member; those that Umbels of older versions left are taken away, others'
// are told.
import type { Redis } from "ioredis";
import type { BrokerNotice } from "#lib/live/views.ts";
import { isOid, isStaleOid, type Owner } from "../reply-oid.ts";
import { escapeGlob, type RedisNames, replyBinding, replyList } from "./names.ts";
import { keysLike } from "./transport.ts";

const MAX_SEP = 8;
const PIDBOX = ".pidbox";
/** Of mailboxes; those of replies are found among them. */
const MAX_EXCHANGES = 20;

export interface BindingsLook {
  /** A worker is bound to our control exchange. */
  readonly hasWorkers: boolean;
  /** The one `sep` that the workers use, when it is another than ours. */
  readonly foreignSep: string | null;
  readonly notices: readonly BrokerNotice[];
}

/** Looks, and tidies up. What may not be read or removed is left alone. */
export async function lookAtBindings(redis: Redis, names: RedisNames, owner: Owner): Promise<BindingsLook> {
  const seps = await workerSeps(redis, names);
  const deafening = await tidyReplies(redis, names, seps, owner);
  const [only] = seps;
  return {
    hasWorkers: seps.size > 0,
    foreignSep: seps.size === 1 && only !== undefined && only !== names.sep ? only : null,
    notices: [...mixedNotice(seps), ...deafeningNotice(deafening, names)],
  };
}

/** Nobody is bound to our control exchange: to whose are workers bound? null: there is no sign of any. */
export async function commandsElsewhere(redis: Redis, names: RedisNames): Promise<BrokerNotice | null> {
  const { bindingPrefix, controlExchange } = names;
  const keys = await keysLike(redis, `${escapeGlob(bindingPrefix)}*${PIDBOX}`, "set", MAX_EXCHANGES);
  const theirs = keys
    .map((key) => key.slice(bindingPrefix.length))
    .filter((exchange) => !exchange.startsWith("reply."));
  const [first] = theirs;
  if (first === undefined) return null;
  const options = JSON.stringify({ control_exchange: first.slice(0, -PIDBOX.length) });
  return {
    key: "redis-commands-elsewhere",
    level: "warn",
    subject: "No worker receives commands here",
    text: `(exchange ${controlExchange}), but workers listen on ${theirs.join(", ")}. If those are yours: set --broker-transport-options '${options}'`,
  };
}

async function workerSeps(redis: Redis, names: RedisNames): Promise<ReadonlySet<string>> {
  const members = await redis.smembers(names.bindingPrefix + names.controlExchange).catch(() => []);
  return new Set(members.flatMap((member) => sepOf(member, names) ?? []));
}

/** A member is `SEP SEP worker.<exchange>`: no routing key, no pattern. */
function sepOf(member: string, { controlExchange, sep }: RedisNames): string | null {
  if (!member.endsWith(controlExchange)) return null;
  if (member.startsWith(sep + sep)) return sep;
  for (let length = MAX_SEP; length >= 1; length -= 1) {
    if (member.startsWith(member.slice(0, length), length)) return member.slice(0, length);
  }
  return null;
}

/** Removes members of Umbels that are gone, or that deafen a worker; answers how many of others do. */
async function tidyReplies(
  redis: Redis,
  names: RedisNames,
  seps: ReadonlySet<string>,
  owner: Owner,
): Promise<number> {
  const key = replyBinding(names);
  let deafening = 0;
  for (const member of await redis.smembers(key).catch(() => [])) {
    const oid = oidOf(member, names);
    const deafens = [...seps].some((sep) => member.split(sep).length !== 3);
    if (oid === null) deafening += deafens ? 1 : 0;
    else if (deafens || isStaleOid(oid, owner, Date.now(), isAlive)) {
      const removal = redis.multi().srem(key, member).del(replyList(names, oid));
      await removal.exec().catch(() => null);
    }
  }
  return deafening;
}

/** The routing key of an Umbel's member, `oid SEP SEP oid.<exchange>` in any spelling; null for those of others. */
function oidOf(member: string, { replyExchange }: RedisNames): string | null {
  const end = `.${replyExchange}`;
  if (!member.endsWith(end)) return null;
  const body = member.slice(0, -end.length);
  for (let length = 0; length <= MAX_SEP; length += 1) {
    const oid = body.slice(0, Math.floor(body.length / 2) - length);
    if (isOid(oid) && body === oid + body.slice(oid.length, -oid.length) + oid) return oid;
  }
  return null;
}

function mixedNotice(seps: ReadonlySet<string>): readonly BrokerNotice[] {
  if (seps.size < 2) return [];
  const list = [...seps].map((sep) => JSON.stringify(sep)).join(" and ");
  return [
    {
      key: "redis-mixed-seps",
      level: "warn",
      subject: "Workers use different sep",
      text: `(${list}) on one Redis: they cannot read each other's bindings, so that tasks and replies get lost. Set one sep in broker_transport_options everywhere; a worker that was killed may have left its binding`,
    },
  ];
}

function deafeningNotice(count: number, names: RedisNames): readonly BrokerNotice[] {
  if (count === 0) return [];
  return [
    {
      key: "redis-deaf-workers",
      level: "warn",
      subject: "Replies to other clients fail",
      text: `: ${count} ${count === 1 ? "member" : "members"} of ${replyBinding(names)} ${count === 1 ? "is" : "are"} written with another sep than workers use, left by a client that does not set it. Give that client the workers' broker_transport_options, and remove the key while it is away`,
    },
  ];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but is not ours.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
