// The session cookie that next-auth seals at sign-in, read without Next: for the API, the pages and the socket.
import { decode } from "next-auth/jwt";
import type { User } from "#lib/access/users.ts";
import { userMark } from "./verify-user.ts";

export const SESSION_SECONDS = 7 * 24 * 3600;

/** Own names, so that another application of next-auth on the same host does not overwrite them. */
export function cookieNames(secure: boolean) {
  const prefix = secure ? "__Secure-" : "";
  return {
    session: `${prefix}umbel.session`,
    callback: `${prefix}umbel.callback-url`,
    csrf: `${secure ? "__Host-" : ""}umbel.csrf`,
  };
}

export interface Session {
  readonly user: User;
  readonly expiresAt: number;
}

/** The session in a Cookie header, if its seal, its time, its user and the user's password still hold. */
export async function readSession(
  cookieHeader: string | undefined,
  users: readonly User[],
  secret: string,
): Promise<Session | null> {
  const cookies = sessionCookies(cookieHeader);
  for (const token of cookies) {
    const session = await openToken(token, users, secret);
    if (session !== null) return session;
  }
  return null;
}

async function openToken(token: string, users: readonly User[], secret: string): Promise<Session | null> {
  const payload = await decode({ token, secret }).catch(() => null);
  if (payload === null || typeof payload.exp !== "number") return null;
  const user = users.find(({ name }) => name === payload.name);
  if (user === undefined || payload.mark !== userMark(user, secret)) return null;
  return { user, expiresAt: payload.exp * 1000 };
}

/** At most one of each kind: the secure one and the plain one. */
function sessionCookies(header: string | undefined): readonly string[] {
  if (header === undefined || header.length > 16_384) return [];
  const wanted = [cookieNames(true).session, cookieNames(false).session];
  const found = new Map<string, string>();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, at).trim();
    if (at > 0 && wanted.includes(name) && !found.has(name)) found.set(name, pair.slice(at + 1).trim());
  }
  return [...found.values()];
}
