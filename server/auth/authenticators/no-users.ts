// Without users everyone is the anonymous admin; Umbel then listens on 127.0.0.1 only.
import type { Authenticator } from "#lib/access/principal.ts";
import { roleOf } from "#lib/access/roles.ts";
import type { User } from "#lib/access/users.ts";

export function withoutUsers(users: readonly User[]): Authenticator {
  return ({ address }) => {
    if (users.length > 0) return null;
    const anonymous = { name: "anonymous", role: roleOf(null), authenticated: false, source: address };
    return { kind: "known", identity: { ...anonymous, signIn: "none", clusters: "all", session: null } };
  };
}
