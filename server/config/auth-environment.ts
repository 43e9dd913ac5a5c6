// How the users reach the sign-in route. Next bundles its own copies of what a route imports, so nothing in memory is
// shared with it; the environment of the process is.
import type { User } from "#lib/access/users.ts";

const USERS = "UMBEL_SESSION_USERS";
const SECRET = "UMBEL_SESSION_SECRET";

export interface AuthSettings {
  readonly users: readonly User[];
  readonly secret: string;
}

/** Must be called before the first request reaches Next. */
export function exportAuthSettings({ users, secret }: AuthSettings): void {
  process.env[USERS] = JSON.stringify(users);
  process.env[SECRET] = secret;
  // next-auth then takes host and protocol from the request's headers, which server/http sets; a fixed URL would break
  // sign-in on every other host and port.
  process.env.AUTH_TRUST_HOST = "1";
  delete process.env.NEXTAUTH_URL;
}

export function importAuthSettings(): AuthSettings {
  const users = JSON.parse(process.env[USERS] ?? "[]") as User[]; // written by exportAuthSettings
  return { users, secret: process.env[SECRET] ?? "" };
}
