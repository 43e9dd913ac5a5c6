// Reads a broker URL the way kombu does (celery-wire.md A1, fixtures/url-forms.json). The password never appears in an
// error or in `masked`.
import { MASK } from "#lib/mask.ts";
import { bad, ok, type Result } from "#lib/result.ts";

export interface RedisTls {
  /** kombu's default is CERT_NONE: encrypted, but nobody knows to whom. */
  readonly verify: boolean;
  readonly checkHostname: boolean;
  readonly caFile: string | null;
  readonly certFile: string | null;
  readonly keyFile: string | null;
}

export interface RedisTarget {
  readonly host: string;
  readonly port: number;
  readonly username: string | null;
  readonly password: string | null;
  readonly db: number;
  readonly tls: RedisTls | null;
  readonly masked: string;
  /** For the log: what works, but should be known. */
  readonly warnings: readonly string[];
}

export function parseRedisUrl(text: string): Result<RedisTarget, "url"> {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return bad("url", "it is not a URL; the form is redis://user:password@host:6379/0");
  }
  const secure = url.protocol === "rediss:";
  if (!secure && url.protocol !== "redis:") return bad("url", `the scheme ${url.protocol}// is not redis`);
  const db = readDb(url.pathname);
  if (db === null) return bad("url", "the database must be a number, as in redis://host:6379/0");
  const username = decode(url.username);
  const password = decode(url.password);
  if (username === null || password === null) return bad("url", "user and password must be percent-encoded");
  const warnings: string[] = [];
  const tls = secure ? readTls(url.searchParams, warnings) : ok(null);
  if (!tls.ok) return tls;
  return ok({
    host: url.hostname === "" ? "localhost" : url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? 6379 : Number(url.port),
    username: username === "" ? null : username,
    password: password === "" ? null : password,
    db,
    tls: tls.value,
    masked: mask(url, username, password !== "", db),
    warnings,
  });
}

function readDb(path: string): number | null {
  if (path === "" || path === "/") return 0;
  const digits = /^\/(\d{1,5})\/?$/.exec(path)?.[1];
  return digits === undefined ? null : Number(digits);
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function mask(url: URL, username: string, hasPassword: boolean, db: number): string {
  const user = username === "" && !hasPassword ? "" : `${username}${hasPassword ? `:${MASK}` : ""}@`;
  const host = url.hostname === "" ? "localhost" : url.hostname;
  const port = url.port === "" ? "6379" : url.port;
  return `${url.protocol}//${user}${host}:${port}/${db}`;
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

function readTls(query: URLSearchParams, warnings: string[]): Result<RedisTls, "url"> {
  const wanted = query.get("ssl_cert_reqs");
  const verify = VERIFY[(wanted ?? "none").toLowerCase()];
  if (verify === undefined) {
    return bad("url", "ssl_cert_reqs must be CERT_NONE, CERT_OPTIONAL or CERT_REQUIRED");
  }
  if (!verify) {
    warnings.push(
      wanted === null
        ? "The broker's certificate is not checked (rediss:// without ssl_cert_reqs, as kombu does); add ?ssl_cert_reqs=CERT_REQUIRED to check it."
        : "The broker's certificate is not checked (ssl_cert_reqs=CERT_NONE).",
    );
  }
  const hostname = (query.get("ssl_check_hostname") ?? "true").toLowerCase();
  return ok({
    verify,
    checkHostname: !["false", "0", "no", "off"].includes(hostname),
    caFile: query.get("ssl_ca_certs"),
    certFile: query.get("ssl_certfile"),
    keyFile: query.get("ssl_keyfile"),
  });
}
