// Who sends a request: every way of signing in, in the order in which they are tried. One instance serves pages, API and
// the socket's handshake, so that they cannot disagree.
import { type Authenticate, authenticateBy } from "#lib/access/principal.ts";
import { type BasicDeps, byBasic } from "./authenticators/basic.ts";
import { withoutUsers } from "./authenticators/no-users.ts";
import { bySession } from "./authenticators/session.ts";
import type { SessionDeps } from "./session-cookie.ts";

export function createAuthenticate(deps: SessionDeps & BasicDeps): Authenticate {
  return authenticateBy([withoutUsers(deps.users), bySession(deps), byBasic(deps)]);
}
