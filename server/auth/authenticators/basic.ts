// Scripts that send name and password with each request (RFC 7617). Guesses are counted together with those on the page.
import type { Authenticator } from "#lib/access/principal.ts";
import { personOf, type User } from "#lib/access/users.ts";
import type { AttemptLimiter } from "../attempt-limiter.ts";
import { verifyUser } from "../verify-user.ts";

export interface BasicDeps {
  readonly users: readonly User[];
  readonly limiter: AttemptLimiter;
}

export function byBasic({ users, limiter }: BasicDeps): Authenticator {
  return ({ authorization, address }) => {
    const basic = readBasic(authorization);
    if (basic === null) return null;
    const attempt = { address, user: basic.name };
    const blocked = limiter.blockedFor(attempt);
    if (blocked !== null) return { kind: "limited", retryAfterSeconds: blocked };
    const right = limiter.count(attempt);
    const user = verifyUser(users, basic.name, basic.password);
    if (user === null) return { kind: "unknown", message: "The user name or the password is wrong." };
    right();
    return { kind: "known", identity: { ...personOf(user, address), signIn: "basic", session: null } };
  };
}

/** base64 of UTF-8 `name:password`; the name has no colon. */
function readBasic(header: string | undefined): { name: string; password: string } | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const at = text.indexOf(":");
  return at < 0 ? null : { name: text.slice(0, at), password: text.slice(at + 1) };
}
