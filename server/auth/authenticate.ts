// Who sends a request: a session cookie (browsers) or a Basic header (scripts), or nobody. One instance serves pages,
// API and the socket's handshake, so that they cannot disagree.
import { type Actor, anonymous } from "#lib/access/actor.ts";
import type { User } from "#lib/access/users.ts";
import type { AttemptLimiter } from "./attempt-limiter.ts";
import { readSession, type SessionDeps } from "./session-cookie.ts";
import type { Session } from "./sessions.ts";
import { verifyUser } from "./verify-user.ts";

interface Credentials {
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
  readonly address: string;
}

export type Verdict =
  | {
      readonly kind: "known";
      readonly actor: Actor;
      /** null: not by a session, but by a header or because there are no users. */
      readonly session: Session | null;
    }
  | { readonly kind: "unknown"; readonly message: string }
  | { readonly kind: "limited"; readonly retryAfterSeconds: number };

/** Without users everyone is the anonymous admin. */
export interface AuthenticateDeps extends SessionDeps {
  readonly limiter: AttemptLimiter;
}

export type Authenticate = (credentials: Credentials) => Promise<Verdict>;

export function createAuthenticate(deps: AuthenticateDeps): Authenticate {
  const { users, limiter } = deps;
  return async ({ cookie, authorization, address }) => {
    if (users.length === 0) return { kind: "known", actor: anonymous(address), session: null };
    const signedIn = await readSession(cookie, deps);
    if (signedIn !== null) {
      return { kind: "known", actor: actorOf(signedIn.user, address), session: signedIn.session };
    }
    const basic = readBasic(authorization);
    if (basic === null) return { kind: "unknown", message: "Sign in first." };
    const attempt = { address, user: basic.name };
    const blocked = limiter.blockedFor(attempt);
    if (blocked !== null) return { kind: "limited", retryAfterSeconds: blocked };
    const right = limiter.count(attempt);
    const user = verifyUser(users, basic.name, basic.password);
    if (user === null) return { kind: "unknown", message: "The user name or the password is wrong." };
    right();
    return { kind: "known", actor: actorOf(user, address), session: null };
  };
}

function actorOf({ name, role }: User, source: string): Actor {
  return { name, role, authenticated: true, source };
}

/** RFC 7617: base64 of UTF-8 `name:password`; the name has no colon. */
function readBasic(header: string | undefined): { name: string; password: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const at = text.indexOf(":");
  return at < 0 ? null : { name: text.slice(0, at), password: text.slice(at + 1) };
}
