// Reads a RabbitMQ URL the way kombu does (docs/protocol/rabbitmq.md B1, e2e/wire/url-forms.json), `;` alternates
// included. The password never appears in an error or in `masked`.
import type { TlsSettings } from "#lib/kombu/transport-options.ts";
import { unquote } from "#lib/kombu/unquote.ts";
import { MASK } from "#lib/masking/mark.ts";
import { bad, ok, type Result } from "#lib/result.ts";

export interface AmqpTls {
  /** As py-amqp does unless told otherwise (CERT_NONE: encrypted, but nobody knows to whom). */
  readonly verify: boolean;
  readonly checkHostname: boolean;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
  /** Name that the certificate must be for, when it is not the host's. */
  readonly serverName: string | null;
}

export type LoginMethod = "PLAIN" | "AMQPLAIN" | "EXTERNAL";

export interface AmqpTarget {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly vhost: string;
  readonly loginMethod: LoginMethod;
  readonly heartbeatSeconds: number;
  readonly tls: AmqpTls | null;
  readonly masked: string;
  /** For the log: what works, but should be known. */
  readonly warnings: readonly string[];
}

/** RabbitMQ itself proposes 60 s; a dead network should be noticed sooner. */
const HEARTBEAT_SECONDS = 10;
const FORM = "the form is amqp://user:password@host:5672/vhost";

/**
 * One target for each `;` alternate, in their order. With `tls` (Celery's `broker_use_ssl`) all of them speak it; the
 * URL's own query is stronger.
 */
export function parseAmqpUrls(
  text: string,
  tls: TlsSettings | null = null,
): Result<readonly AmqpTarget[], "url"> {
  const targets: AmqpTarget[] = [];
  for (const part of text.split(";").map((piece) => piece.trim())) {
    if (part === "") continue;
    const target = parseAmqpUrl(part, tls);
    if (!target.ok) return target;
    targets.push(target.value);
  }
  return targets.length === 0 ? bad("url", `it is empty; ${FORM}`) : ok(targets);
}

export function parseAmqpUrl(text: string, settings: TlsSettings | null = null): Result<AmqpTarget, "url"> {
  const url = readUrl(text);
  if (url === null) return bad("url", `it is not a URL; ${FORM}`);
  if (!/^(?:py)?amqps?:$/.test(url.protocol)) return bad("url", `the scheme ${url.protocol}// is not amqp`);
  const username = unquote(url.username);
  const password = unquote(url.password);
  const vhost = readVhost(url.pathname);
  const query = url.searchParams;
  const secure =
    settings !== null || url.protocol === "amqps:" || [...query.keys()].some((key) => key.startsWith("ssl_"));
  const warnings: string[] = [];
  const tls = secure ? readTls(query, settings, warnings) : ok(null);
  if (!tls.ok) return tls;
  const loginMethod = readLogin(query.get("login_method"));
  if (loginMethod === null) return bad("url", "login_method must be PLAIN, AMQPLAIN or EXTERNAL");
  const heartbeatSeconds = readHeartbeat(query.get("heartbeat"));
  if (heartbeatSeconds === null) return bad("url", "heartbeat must be a number of seconds up to 3600");
  const anonymous = username === "" && password === "";
  return ok({
    host: url.hostname === "" ? "localhost" : unquote(url.hostname).replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 5671 : 5672) : Number(url.port),
    username: anonymous ? "guest" : username,
    password: anonymous ? "guest" : password,
    vhost,
    loginMethod,
    heartbeatSeconds,
    tls: tls.value,
    masked: mask(url, secure, password !== ""),
    warnings,
  });
}

/** `amqp://` alone is a URL to kombu, but not to the URL class. */
function readUrl(text: string): URL | null {
  const whole = text.replace(/^(\w+:\/\/)(?=$|[/?])/, "$1localhost");
  return URL.canParse(whole) ? new URL(whole) : null;
}

/** None, `/`, `//` and `/%2F` are all the virtual host `/`. */
function readVhost(path: string): string {
  const name = unquote(path.replace(/^\//, ""));
  return name === "" ? "/" : name;
}

function mask(url: URL, secure: boolean, hasPassword: boolean): string {
  const user = url.username === "" && !hasPassword ? "" : `${url.username}${hasPassword ? `:${MASK}` : ""}@`;
  const port = url.port === "" ? (secure ? "5671" : "5672") : url.port;
  return `${url.protocol}//${user}${url.hostname}:${port}${url.pathname === "" ? "/" : url.pathname}`;
}

function readLogin(text: string | null): LoginMethod | null {
  const name = (text ?? "PLAIN").toUpperCase();
  return name === "PLAIN" || name === "AMQPLAIN" || name === "EXTERNAL" ? name : null;
}

/** Without heartbeats (0) silence is still noticed: the session asks every few seconds. */
function readHeartbeat(text: string | null): number | null {
  if (text === null) return HEARTBEAT_SECONDS;
  const seconds = Number(text);
  if (text.trim() === "" || !(seconds >= 0 && seconds <= 3_600)) return null;
  return Math.ceil(seconds);
}

const VERIFY: Readonly<Record<string, boolean>> = {
  cert_none: false,
  none: false,
  // For a client Python's CERT_OPTIONAL means the same as CERT_REQUIRED.
  cert_optional: true,
  optional: true,
  cert_required: true,
  required: true,
};

function readTls(
  query: URLSearchParams,
  settings: TlsSettings | null,
  warnings: string[],
): Result<AmqpTls, "url"> {
  const option = (name: string) => query.get(`ssl_${name}`);
  const verify = VERIFY[(option("cert_reqs") ?? settings?.certReqs ?? "required").toLowerCase()];
  if (verify === undefined) {
    return bad("url", "ssl_cert_reqs must be CERT_NONE, CERT_OPTIONAL or CERT_REQUIRED");
  }
  if (!verify) warnings.push("The broker's certificate is not checked (ssl_cert_reqs=CERT_NONE).");
  const hostname = option("check_hostname")?.toLowerCase();
  return ok({
    verify,
    checkHostname:
      hostname === undefined
        ? (settings?.checkHostname ?? true)
        : !["false", "0", "no", "off"].includes(hostname),
    caFile: option("ca_certs") ?? settings?.caFile ?? null,
    certFile: option("certfile") ?? settings?.certFile ?? null,
    keyFile: option("keyfile") ?? settings?.keyFile ?? null,
    serverName: option("server_hostname") ?? settings?.serverHostname ?? null,
  });
}
