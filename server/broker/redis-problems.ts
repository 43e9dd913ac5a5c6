// Tells the ways apart in which a Redis can be away, and what to do about each. Texts never carry a password: only
// the server's own words and the masked target are used.
import type { BrokerProblem } from "#lib/live/views.ts";
import type { RedisTarget } from "./redis-url.ts";
import type { Problem } from "./supervisor.ts";

/** Every command Umbel sends; AUTH needs no right. Tested on a user with exactly these. */
export const REDIS_RIGHTS = [
  ..."+ping +select +subscribe +psubscribe +publish +sadd +srem +smembers +brpop +expire +del".split(" "),
  ..."+multi +exec +llen +hlen +hscan +scan".split(" "),
] as const;

/** What went wrong before a session existed, with the step it happened in. */
export class RedisStepError extends Error {
  readonly step: string;
  constructor(step: string, cause: unknown) {
    super(errorText(cause), { cause });
    this.step = step;
  }
}

export function errorText(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorText(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}

export function errorCode(error: unknown): string {
  if (error instanceof RedisStepError) return errorCode(error.cause);
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return "";
}

export function explainRedis(error: unknown, target: RedisTarget): Problem {
  const text = errorText(error);
  const at = `${target.host}:${target.port}`;
  const known = byServerReply(text, error, target) ?? bySocket(errorCode(error), text, at, target);
  return (
    known ?? problem("unknown", `Redis at ${at}: ${text}`, "Umbel keeps trying; see its log for details.")
  );
}

function byServerReply(text: string, error: unknown, target: RedisTarget): Problem | null {
  const who = target.username ?? "default";
  if (/^NOAUTH|authentication required/i.test(text)) {
    return problem(
      "auth",
      "Redis wants a password and the broker URL has none.",
      "Put it in the URL: redis://:password@host:6379/0",
    );
  }
  if (/^WRONGPASS|invalid password|invalid username-password|AUTH .*without any password/i.test(text)) {
    return problem(
      "auth",
      `Redis refused the password of user ${who}.`,
      "Check user and password in the broker URL; special characters must be percent-encoded.",
    );
  }
  if (/^NOPERM/.test(text)) {
    const channel = /channel/i.test(text);
    return problem(
      "permission",
      channel
        ? `Redis user ${who} may not subscribe to Celery's event channel.`
        : `Redis user ${who} lacks a right (${error instanceof RedisStepError ? error.step : "command"}): ${text}`,
      channel
        ? `Give it the channels: ACL SETUSER ${who} '&/${target.db}.celeryev*' '&/${target.db}.celeryev/*' '&/${target.db}.celery.pidbox'`
        : `Give it what Umbel needs: ACL SETUSER ${who} ${REDIS_RIGHTS.join(" ")}`,
    );
  }
  if (/DB index|invalid DB/i.test(text)) {
    return problem(
      "protocol",
      `Redis has no database ${target.db}.`,
      "Use the database number of Celery's broker_url.",
    );
  }
  if (/^LOADING/.test(text)) {
    return problem("unknown", "Redis is still loading its data set.", "It will be ready by itself.");
  }
  if (/protocol error|Please report this/i.test(text)) {
    return problem(
      "protocol",
      "What answers there is not a Redis server.",
      "Check host and port of the broker URL.",
    );
  }
  return null;
}

function bySocket(code: string, text: string, at: string, target: RedisTarget): Problem | null {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return problem("dns", `The host name ${target.host} is not known.`, "Check the host in the broker URL.");
  }
  if (code === "ECONNREFUSED") {
    return problem(
      "refused",
      `Nothing listens on ${at}.`,
      "Start Redis, or check host and port of the broker URL.",
    );
  }
  if (code === "ETIMEDOUT" || code === "EHOSTUNREACH" || code === "ENETUNREACH" || /timed out/i.test(text)) {
    const hint = target.tls === null ? "" : " If the port does not speak TLS, use redis://.";
    return problem(
      "timeout",
      `${at} does not answer.`,
      `Check the network, a firewall in between, and the port.${hint}`,
    );
  }
  if (isTls(code, text)) return explainTls(code, text, target);
  if (/closed|ECONNRESET|EPIPE|socket hang up/i.test(`${code} ${text}`)) return explainClosed(at, target);
  return null;
}

function isTls(code: string, text: string): boolean {
  return (
    /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO|HOSTNAME_MISMATCH)/.test(
      code,
    ) ||
    /certificate|TLS|SSL|PEM/.test(text) ||
    (code === "ENOENT" && /\.(pem|crt|key)/.test(text))
  );
}

function explainTls(code: string, text: string, target: RedisTarget): Problem {
  if (/wrong.version|packet length|unknown protocol/i.test(text)) {
    return problem(
      "tls",
      "That port does not speak TLS.",
      "Use redis:// instead of rediss://, or the TLS port.",
    );
  }
  if (code === "ENOENT")
    return problem("tls", `A certificate file is missing: ${text}`, "Check the ssl_… paths of the URL.");
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return problem(
      "tls",
      `The certificate is not for ${target.host}.`,
      "Use the name that it was made for, or add ssl_check_hostname=false to the URL.",
    );
  }
  return problem(
    "tls",
    `The TLS connection failed: ${text}`,
    "Name the authority with ssl_ca_certs=/path/ca.pem in the URL; a server that wants a client certificate needs ssl_certfile and ssl_keyfile.",
  );
}

function explainClosed(at: string, target: RedisTarget): Problem {
  const hint = target.tls === null ? " If it speaks only TLS, use rediss://." : "";
  return problem("lost", `The connection to ${at} was closed.`, `Umbel reconnects by itself.${hint}`);
}

function problem(code: BrokerProblem, text: string, remedy: string): Problem {
  return { code, text, remedy };
}
