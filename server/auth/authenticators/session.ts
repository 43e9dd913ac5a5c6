// Browsers that signed in on the page, by the cookie of their session. A cookie that does not hold says nothing.
import type { Authenticator } from "#lib/access/principal.ts";
import { personOf } from "#lib/access/users.ts";
import { readSession, type SessionDeps } from "../session-cookie.ts";

export function bySession(deps: SessionDeps): Authenticator {
  return async ({ cookie, address }) => {
    const signedIn = await readSession(cookie, deps);
    if (signedIn === null) return null;
    const { user, session } = signedIn;
    return { kind: "known", identity: { ...personOf(user, address), signIn: "session", session } };
  };
}
