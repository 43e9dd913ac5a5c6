// Reads a broker URL the way kombu does (docs/protocol/redis.md A1, e2e/wire/url-forms.json): alternates behind `;`,
// Sentinels, unix sockets, TLS. The password never appears in an error or in `masked`.
import { DEFAULT_TRANSPORT, type TransportOptions } from "#lib/kombu/transport-options.ts";
import { unquote } from "#lib/kombu/unquote.ts";
import { MASK } from "#lib/masking/mark.ts";
import { bad, ok, type Result } from "#lib/result.ts";
import type { HostPort, RedisTarget, Sentinels } from "./target.ts";
import { readTls, tlsWarning, toRedisTls } from "./tls.ts";

const REDIS_PORT = 6379;
const SENTINEL_PORT = 26_379;
const MAX_URLS = 32;
const FORM = "redis://user:password@host:6379/0";

/** A `;` that begins another URL: nothing else divides a list of alternates. */
const BETWEEN_URLS = /;(?=\s*(?:[a-z][a-z0-9+.-]*:\/\/|$))/i;

/** The URLs of a list; a password may hold a `;`. */
function splitUrls(text: string): readonly string[] {
  return text
    .split(BETWEEN_URLS)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** The places to try, in order. Sentinels are one place. */
export function parseRedisUrls(
  text: string,
  transport: TransportOptions = DEFAULT_TRANSPORT,
): Result<readonly [RedisTarget, ...RedisTarget[]], "url"> {
  const parts = splitUrls(text);
  const [first, ...others] = parts;
  if (first === undefined) return bad("url", `it is empty; the form is ${FORM}`);
  if (parts.length > MAX_URLS) return bad("url", `it lists more than ${MAX_URLS} URLs`);
  if (/^sentinel:/i.test(first)) {
    const target = parseSentinels(parts, transport);
    return target.ok ? ok([target.value]) : target;
  }
  const target = parseOne(first, transport);
  if (!target.ok) return target;
  const targets: [RedisTarget, ...RedisTarget[]] = [target.value];
  for (const other of others) {
    const next = parseOne(other, transport);
    if (!next.ok) return bad("url", `alternate ${targets.length + 1}: ${next.detail}`);
    targets.push(next.value);
  }
  return ok(targets);
}

function parseOne(text: string, transport: TransportOptions): Result<RedisTarget, "url"> {
  const url = parse(text);
  if (url === null) return bad("url", `it is not a URL; the form is ${FORM}`);
  const scheme = url.protocol.slice(0, -1);
  if (scheme === "redis+socket") return parseSocket(url);
  if (scheme !== "redis" && scheme !== "rediss") return bad("url", `the scheme ${scheme}:// is not redis`);
  const db = readDb(url.pathname);
  if (db === null) return bad("url", "the database must be a number, as in redis://host:6379/0");
  const access = readAccess(url);
  const tls = readTls(scheme === "rediss", url.searchParams, transport.tls);
  if (!tls.ok) return tls;
  const warning = tls.value === null ? null : tlsWarning(tls.value.certReqs);
  const at = hostPort(url, REDIS_PORT);
  return ok({
    transport: scheme,
    address: { kind: "tcp", ...at },
    sentinels: null,
    ...access,
    db,
    tls: tls.value === null ? null : toRedisTls(tls.value),
    masked: `${scheme}://${maskAccess(access)}${placeText(at)}/${db}`,
    warnings: warning === null ? [] : [warning],
  });
}

/** `redis+socket:///run/redis.sock?virtual_host=3`: the path is the socket's, the database is in the query. */
function parseSocket(url: URL): Result<RedisTarget, "url"> {
  const path = unquote(url.pathname);
  if (path === "" || path === "/")
    return bad("url", "it names no socket; the form is redis+socket:///path/redis.sock?virtual_host=0");
  const db = readDb(`/${(url.searchParams.get("virtual_host") ?? "").replace(/^\//, "")}`);
  if (db === null) return bad("url", "virtual_host must be the number of a database");
  const inUrl = readAccess(url);
  const access = {
    username: inUrl.username ?? url.searchParams.get("username"),
    password: inUrl.password ?? url.searchParams.get("password"),
  };
  return ok({
    transport: "redis+socket",
    address: { kind: "unix", path },
    sentinels: null,
    ...access,
    db,
    tls: null,
    masked: `redis+socket://${maskAccess(access)}${path}?virtual_host=${db}`,
    warnings: [],
  });
}

/** Only the first URL's database and credentials count, and they are the master's. */
function parseSentinels(parts: readonly string[], transport: TransportOptions): Result<RedisTarget, "url"> {
  const urls = parts.map(parse);
  const nodes: HostPort[] = [];
  for (const url of urls) {
    if (url === null)
      return bad("url", "one of the Sentinels is not a URL; the form is sentinel://host:26379/0");
    if (url.protocol !== "sentinel:") return bad("url", `${url.protocol}// stands among Sentinels`);
    nodes.push(hostPort(url, SENTINEL_PORT));
  }
  const [url] = urls;
  const [first] = nodes;
  if (!url || first === undefined) return bad("url", "it names no Sentinel");
  const db = readDb(url.pathname);
  if (db === null) return bad("url", "the database must be a number, as in sentinel://host:26379/0");
  const access = readAccess(url);
  const { masterName, sentinel } = transport;
  if (masterName === null) {
    return bad(
      "url",
      `Sentinel needs the name of the master: --broker-transport-options '{"master_name": "mymaster"}', the same as in Celery's broker_transport_options`,
    );
  }
  const tls = readTls(false, url.searchParams, transport.tls);
  if (!tls.ok) return tls;
  const warning = tls.value === null ? null : tlsWarning(tls.value.certReqs);
  const sentinels: Sentinels = {
    masterName,
    nodes,
    username: sentinel?.username ?? null,
    password: sentinel?.password ?? null,
    tls: sentinel?.tls ? toRedisTls(sentinel.tls) : null,
  };
  return ok({
    transport: "sentinel",
    address: { kind: "tcp", ...first },
    sentinels,
    ...access,
    db,
    tls: tls.value === null ? null : toRedisTls(tls.value),
    masked: `sentinel://${maskAccess(access)}${nodes.map(placeText).join(",")}/${db} (${masterName})`,
    warnings: warning === null ? [] : [warning],
  });
}

/** Credentials or a port before no host, which the standard does not allow and kombu reads as this machine. */
const NO_HOST = /^([a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?)(?=(?::\d*)?(?:[/?#]|$))/i;

function parse(text: string): URL | null {
  try {
    return new URL(/^redis\+socket:\/\/\//i.test(text) ? text : text.replace(NO_HOST, "$1localhost"));
  } catch {
    return null;
  }
}

function hostPort({ hostname, port }: URL, standard: number): HostPort {
  return {
    host: hostname === "" ? "localhost" : unquote(hostname).replace(/^\[|\]$/g, ""),
    port: port === "" ? standard : Number(port),
  };
}

function placeText({ host, port }: HostPort): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function readDb(path: string): number | null {
  if (path === "" || path === "/") return 0;
  const digits = /^\/(\d{1,5})\/?$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

type Access = Pick<RedisTarget, "username" | "password">;

function readAccess(url: URL): Access {
  const username = unquote(url.username);
  const password = unquote(url.password);
  return { username: username === "" ? null : username, password: password === "" ? null : password };
}

function maskAccess({ username, password }: Access): string {
  if (username === null && password === null) return "";
  return `${username ?? ""}${password === null ? "" : `:${MASK}`}@`;
}
