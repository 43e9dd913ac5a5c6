// Tells the ways apart in which a Redis can be away, and what to do about each. Texts never carry a password: only
// the server's own words and the masked target are used. What Redis itself answered: replies.ts.

import type { Problem } from "../../supervisor.ts";
import type { RedisNames } from "../names.ts";
import { ExplainedError, errorCode, errorText, problem, RedisStepError } from "./error.ts";
import { byPeer, byRights, byServerReply, speaksPlainly } from "./replies.ts";
import { placeOf, type RedisTarget } from "./target.ts";

export function explainRedis(error: unknown, target: RedisTarget, names: RedisNames): Problem {
  if (error instanceof ExplainedError) return error.problem;
  if (error instanceof RedisStepError && error.step === "certificate files") return explainFile(error);
  const text = errorText(error);
  const at = placeOf(target);
  const known =
    byPeer(text, at) ??
    byRights(text, error, target, names) ??
    byServerReply(text, at, target) ??
    bySocket(errorCode(error), text, at, target);
  return (
    known ?? problem("unknown", `Redis at ${at}: ${text}`, "Umbel keeps trying; see its log for details.")
  );
}

function bySocket(code: string, text: string, at: string, target: RedisTarget): Problem | null {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    const host = target.address.kind === "tcp" ? target.address.host : "";
    return problem("dns", `The host name ${host} is not known.`, "Check the host in the broker URL.");
  }
  if (target.address.kind === "unix" && (code === "ENOENT" || code === "EACCES" || code === "ENOTSOCK")) {
    const why = code === "ENOENT" ? "is not there" : code === "EACCES" ? "may not be opened" : "is no socket";
    return problem(
      "refused",
      `The unix socket ${target.address.path} ${why}.`,
      "Check the path in the broker URL, Redis' unixsocket and unixsocketperm, and that the socket is mounted here.",
    );
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
    ) || /certificate|TLS|SSL|PEM/.test(text)
  );
}

function explainFile(error: RedisStepError): Problem {
  const why = errorCode(error) === "ENOENT" ? "is missing" : "cannot be read";
  return problem(
    "tls",
    `A certificate file ${why}: ${errorText(error)}`,
    "Check the ssl_… paths, and that Umbel may read them.",
  );
}

function explainTls(code: string, text: string, target: RedisTarget): Problem {
  if (/wrong.version|packet length|unknown protocol/i.test(text)) {
    return speaksPlainly();
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return problem(
      "tls",
      `The certificate is not for ${target.address.kind === "tcp" ? target.address.host : "this socket"}.`,
      "Use the name that it was made for, or add ssl_check_hostname=false to the URL.",
    );
  }
  if (/certificate required|bad certificate|handshake failure/i.test(text)) {
    return problem(
      "tls",
      target.tls?.certFile
        ? "The server refused our client certificate."
        : "The server wants a client certificate.",
      "Name one that it trusts: ssl_certfile=/path/client.pem&ssl_keyfile=/path/client.key in the URL.",
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
