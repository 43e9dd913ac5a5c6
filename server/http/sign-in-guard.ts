// Watches the routes of next-auth from outside. What is sent there is read here first and handed on in one plain form,
// so that the name that is counted is the name that is tried; every answer that begins no session was a failed attempt;
// one that takes the session's cookie away ends the sessions of this browser for good. next-auth believes only two headers
// about host and protocol: they are set to what the browser used.
import type { IncomingMessage, ServerResponse } from "node:http";
import { UmbelError } from "#lib/api/error.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { AttemptLimiter } from "../auth/attempt-limiter.ts";
import { cookiesForNextAuth, sessionChange } from "../auth/session-cookie.ts";
import type { Session } from "../auth/sessions.ts";
import { clientHost, clientProtocol, type Proxies } from "./client.ts";
import { tooManyAttempts } from "./gate.ts";
import { type Refusal, refusal } from "./refusal.ts";

/** A refusal, or the body that next-auth may have. `body` is empty where none was sent. */
export type SignInGuard = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => Promise<Refusal | Buffer>;

export interface SignInGuardDeps {
  readonly limiter: AttemptLimiter;
  readonly proxies: Proxies;
  /** The sessions whose cookies this header carries; of those that have ended none. */
  readonly sessionsOf: (cookie: string | undefined) => Promise<readonly Session[]>;
  /** A session has ended, but a restart would not know it. */
  readonly onKeepError: (error: unknown) => void;
}

const ROOT = /^\/api\/auth\//;
const SIGN_IN = "callback/credentials";
const SIGN_OUT = "signout";
/** What of next-auth is in use, and how it may be asked: of the rest some would fail. */
const ROUTES: Readonly<Record<string, readonly string[]>> = {
  csrf: ["GET", "HEAD"],
  providers: ["GET", "HEAD"],
  session: ["GET", "HEAD"],
  error: ["GET", "HEAD"],
  signin: ["GET", "HEAD"],
  [SIGN_OUT]: ["GET", "HEAD", "POST"],
  [SIGN_IN]: ["POST"],
  _log: ["POST"],
};

export function createSignInGuard(deps: SignInGuardDeps): SignInGuard {
  const { limiter, proxies, sessionsOf, onKeepError } = deps;
  return async (request, response, body) => {
    const { headers } = request;
    const [target = "", query] = (request.url ?? "").split("?", 2);
    const path = target.replace(ROOT, "");
    const wrong = wrongRoute(path, request.method);
    if (wrong !== null) return wrong;
    const host = clientHost(request) || "localhost";
    headers["x-forwarded-host"] = host;
    headers["x-forwarded-proto"] = clientProtocol(request);
    const sessions = await sessionsOf(headers.cookie);
    request.url = target + errorIn(query);
    // next-auth knows only the seal: it would renew a session that has ended.
    if (headers.cookie !== undefined)
      headers.cookie = cookiesForNextAuth(headers.cookie, sessions.length > 0);
    let right = () => {};
    onCookies(response, (lines) => {
      const change = sessionChange(lines);
      if (change === "ended") for (const session of sessions) session.end().catch(onKeepError);
      else if (change === "begun" && path === SIGN_IN) right();
    });
    if (request.method !== "POST") return body;
    const fields = readFields(headers["content-type"], body);
    if (fields === null) return badForm();
    // next-auth makes a URL of it.
    const next = fields.get("callbackUrl") ?? "/";
    if (!next.startsWith("/") && !URL.canParse(next)) fields.delete("callbackUrl");
    if (path === SIGN_IN) {
      const attempt = { address: proxies.clientOf(request), user: fields.get("name") ?? "" };
      const blocked = limiter.blockedFor(attempt);
      // next-auth's browser part reads the error's name out of `url`.
      const url = `${clientProtocol(request)}://${host}/login?error=TooManyAttempts`;
      if (blocked !== null) return tooManyAttempts(blocked, { url });
      // Counted first, so that a thousand guesses at once are counted too.
      right = limiter.count(attempt);
    }
    const plain = Buffer.from(fields.toString());
    headers["content-type"] = "application/x-www-form-urlencoded";
    headers["content-length"] = String(plain.length);
    delete headers["transfer-encoding"];
    return plain;
  };
}

/** Of a query only the error's name is in use, and next-auth fails at a `callbackUrl` that is none. */
function errorIn(query: string | undefined): string {
  const error = new URLSearchParams(query).get("error");
  return error === null ? "" : `?${new URLSearchParams({ error })}`;
}

/** null for what is neither a form nor a JSON object. Of a field that is there twice the last one counts. */
function readFields(contentType: string | undefined, body: Buffer): URLSearchParams | null {
  const text = body.toString("utf8");
  if (text === "") return new URLSearchParams();
  if (/^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? "")) {
    return new URLSearchParams(Object.fromEntries(new URLSearchParams(text)));
  }
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? "")) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value)) return null;
    const fields = new URLSearchParams();
    for (const [key, field] of Object.entries(value)) fields.set(key, String(field));
    return fields;
  } catch {
    return null;
  }
}

function wrongRoute(path: string, method = "GET"): Refusal | null {
  const methods = Object.hasOwn(ROUTES, path) ? ROUTES[path] : undefined;
  if (methods === undefined) return refusal(new UmbelError("not_found", "There is nothing at this path."));
  if (methods.includes(method)) return null;
  const allow = methods.join(", ");
  return refusal(new UmbelError("method_not_allowed", `This path answers only ${allow}.`), { allow });
}

function badForm(): Refusal {
  return refusal(new UmbelError("bad_request", "The body must be a form or a JSON object."));
}

/** `tell` gets the Set-Cookie lines before the client can have them. */
function onCookies(response: ServerResponse, tell: (lines: readonly string[]) => void): void {
  const { writeHead } = response;
  // Cast: one signature for all of its overloads, whose arguments go on as they came.
  response.writeHead = ((...args: Parameters<typeof writeHead>) => {
    response.writeHead = writeHead;
    const set = response.getHeader("set-cookie");
    tell([set ?? []].flat().map(String));
    return writeHead.apply(response, args);
  }) as typeof writeHead;
}
