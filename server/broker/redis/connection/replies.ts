// What the server itself answered, in words, and what to do: rights, refusals, and peers that are no Redis at all.

import type { Problem } from "../../supervisor.ts";
import { channelRules, type RedisNames } from "../names.ts";
import { problem, RedisStepError } from "./error.ts";
import type { RedisTarget } from "./target.ts";

/** Every command Umbel sends; AUTH needs no right. Tested on a user with exactly these. */
export const REDIS_RIGHTS = [
  ..."+ping +select +subscribe +psubscribe +publish +srem +smembers +brpop +expire +del".split(" "),
  ..."+multi +exec +llen +lrange +lpush +hlen +hscan +scan +info".split(" "),
] as const;

/** Something answers there that does not speak as Redis does: its first byte often tells what. */
export function byPeer(text: string, at: string): Problem | null {
  const first = /got ("(?:[^"\\]|\\.)*") as reply type byte/.exec(text)?.[1];
  if (first === undefined && !/protocol error: not a RESP|Please report this/i.test(text)) return null;
  const check = "Check host and port of the broker URL.";
  switch (first) {
    case '"H"':
      return problem("protocol", `What answers at ${at} is a web server, not a Redis server.`, check);
    case '"A"':
      return problem(
        "protocol",
        `What answers at ${at} is RabbitMQ, not a Redis server.`,
        `Use amqp:// in the broker URL for it, or the address of Redis.`,
      );
    case '"\\u0015"':
      return speaksTls(at);
    default:
      return problem("protocol", `What answers at ${at} is not a Redis server.`, check);
  }
}

export function speaksTls(at: string): Problem {
  return problem(
    "tls",
    `${at} speaks TLS, and the broker URL does not ask for it.`,
    "Use rediss:// instead of redis:// (with Sentinel: broker_use_ssl in --broker-transport-options).",
  );
}

export function speaksPlainly(): Problem {
  return problem(
    "tls",
    "That port does not speak TLS.",
    "Use redis:// instead of rediss://, or the TLS port.",
  );
}

export function byRights(
  text: string,
  error: unknown,
  target: RedisTarget,
  names: RedisNames,
): Problem | null {
  if (!/^NOPERM/.test(text)) return null;
  const who = target.username ?? "default";
  if (/channel/i.test(text)) {
    const what =
      error instanceof RedisStepError
        ? "subscribe to Celery's event channel"
        : "publish to Celery's control channel";
    const rules = channelRules(names).map((rule) => `'${rule}'`);
    return problem(
      "permission",
      `Redis user ${who} may not ${what}.`,
      `Give it the channels: ACL SETUSER ${who} ${rules.join(" ")}`,
    );
  }
  const step = error instanceof RedisStepError ? error.step : "command";
  return problem(
    "permission",
    `Redis user ${who} lacks a right (${step}): ${text}`,
    `Give it what Umbel needs: ACL SETUSER ${who} ${/key/i.test(text) ? "'~*' " : ""}${REDIS_RIGHTS.join(" ")}`,
  );
}

/** What Redis says, by the beginning of its answer. */
const REPLIES: readonly (readonly [RegExp, (at: string, target: RedisTarget) => Problem])[] = [
  [
    /^NOAUTH|authentication required/i,
    () =>
      problem(
        "auth",
        "Redis wants a password and the broker URL has none.",
        "Put it in the URL: redis://:password@host:6379/0",
      ),
  ],
  [
    /AUTH .*without any password/i,
    (_, { username }) =>
      problem(
        "auth",
        `Redis has no password set${username === null ? "" : ` and knows no user ${username}`}, and refused the one of the broker URL.`,
        "Take the password out of the broker URL, or set one in Redis (requirepass, ACL SETUSER).",
      ),
  ],
  [
    /^WRONGPASS|invalid password|invalid username-password/i,
    (_, { username }) =>
      problem(
        "auth",
        username === null
          ? "Redis refused the password of user default."
          : `Redis refused user ${username}: unknown, disabled, or another password.`,
        "Check user and password in the broker URL; special characters must be percent-encoded.",
      ),
  ],
  [
    /DB index|invalid DB/i,
    (_, { db }) =>
      problem("protocol", `Redis has no database ${db}.`, "Use the database number of Celery's broker_url."),
  ],
  [
    /^LOADING/,
    () =>
      problem("unknown", "Redis is still loading its data set.", "It will be ready by itself; Umbel waits."),
  ],
  [
    /^OOM/,
    (at) =>
      problem(
        "unknown",
        `Redis at ${at} is out of memory (maxmemory, noeviction) and refuses to be written to.`,
        "Raise maxmemory, or remove what is not needed.",
      ),
  ],
  [
    /^READONLY/,
    (at) =>
      problem(
        "protocol",
        `Redis at ${at} is a read-only replica.`,
        "Use the master's address in the broker URL, or sentinel:// to follow it.",
      ),
  ],
  [
    /^MASTERDOWN/,
    (at) =>
      problem(
        "lost",
        `Redis at ${at} is a replica that has lost its master and answers nothing.`,
        "Use the master's address in the broker URL, or sentinel:// to follow it.",
      ),
  ],
  [
    /^(MOVED|ASK|CROSSSLOT|CLUSTERDOWN)|not allowed in cluster mode/i,
    (at) =>
      problem(
        "protocol",
        `${at} is a node of a Redis Cluster, which Celery cannot use as a broker.`,
        "kombu does not support cluster mode: use the Redis of Celery's broker_url, without cluster-enabled.",
      ),
  ],
  [
    /^MISCONF/,
    (at) =>
      problem(
        "unknown",
        `Redis at ${at} cannot save to its disk and refuses to be written to.`,
        "See Redis' own log; stop-writes-on-bgsave-error decides this.",
      ),
  ],
  [
    /max number of clients/i,
    (at) =>
      problem(
        "refused",
        `Redis at ${at} has reached its number of clients.`,
        "Raise maxclients, or look for clients that leak connections.",
      ),
  ],
  [
    /^DENIED/,
    (at) =>
      problem(
        "auth",
        `Redis at ${at} is in protected mode: it lets nobody in from another machine.`,
        "Set a password in Redis (requirepass) and in the broker URL, or protected-mode no.",
      ),
  ],
  [
    /unknown command.*(SELECT|BRPOP|SADD)/i,
    (at) =>
      problem(
        "protocol",
        `${at} does not know the commands of a Redis broker; it may be a Sentinel.`,
        `For a Sentinel use sentinel:// and --broker-transport-options '{"master_name": "mymaster"}'.`,
      ),
  ],
];

export function byServerReply(text: string, at: string, target: RedisTarget): Problem | null {
  const known = REPLIES.find(([pattern]) => pattern.test(text));
  return known ? known[1](at, target) : null;
}
