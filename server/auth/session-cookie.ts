// The session cookie that next-auth seals at sign-in, read without asking it for the session: for the API, the pages and the socket.
import { randomUUID } from "node:crypto";
import type { User } from "#lib/access/users.ts";
import type { Session, SessionKey, Sessions } from "./sessions.ts";
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

const SESSION_NAMES: readonly string[] = [cookieNames(true).session, cookieNames(false).session];
const CSRF_NAMES: readonly string[] = [cookieNames(true).csrf, cookieNames(false).csrf];

/** What next-auth seals into the cookie beside the name, and keeps when it seals it anew. */
export function sessionClaims(user: User, secret: string) {
  return { mark: userMark(user, secret), sid: randomUUID(), until: Date.now() + SESSION_SECONDS * 1000 };
}

export interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

export interface SessionDeps {
  readonly users: readonly User[];
  readonly secret: string;
  readonly sessions: Sessions;
}

/** The session in a Cookie header, if its seal, its time, its user and the user's password still hold. */
export async function readSession(header: string | undefined, deps: SessionDeps): Promise<SignedIn | null> {
  const [first = null] = await readSessions(header, deps);
  return first;
}

/** All of them: a browser that signed in over HTTP and over HTTPS sends two along. */
export async function readSessions(
  header: string | undefined,
  { users, secret, sessions }: SessionDeps,
): Promise<readonly SignedIn[]> {
  const found: SignedIn[] = [];
  for (const token of sessionCookies(header)) {
    const sealed = await openToken(token, users, secret);
    const session = sealed === null ? null : sessions.find(sealed);
    if (sealed !== null && session !== null) found.push({ user: sealed.user, session });
  }
  return found;
}

async function openToken(
  token: string,
  users: readonly User[],
  secret: string,
): Promise<(SessionKey & { readonly user: User }) | null> {
  const { openSealed } = await import("./open-sealed.ts");
  const payload = await openSealed(token, secret);
  if (payload === null || typeof payload.exp !== "number") return null;
  const { sid, until } = payload;
  if (typeof sid !== "string" || typeof until !== "number") return null;
  const user = users.find(({ name }) => name === payload.name);
  if (user === undefined || payload.mark !== userMark(user, secret)) return null;
  return { user, id: sid, expiresAt: Math.min(payload.exp * 1000, until) };
}

/** The same header with what next-auth needs and nothing that it fails at. */
export function cookiesForNextAuth(header: string, withSession: boolean): string {
  const names = withSession ? [...CSRF_NAMES, ...SESSION_NAMES] : CSRF_NAMES;
  const pairs = header.split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => names.includes(pair.slice(0, pair.indexOf("=")).trim())).join("; ");
}

/** What these Set-Cookie lines do with the session: begin one, end it, or nothing. */
export function sessionChange(lines: readonly string[]): "begun" | "ended" | null {
  for (const line of lines) {
    const [, name = "", value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
    if (SESSION_NAMES.includes(name)) return value === "" ? "ended" : "begun";
  }
  return null;
}

/** At most one of each kind: the secure one and the plain one. */
function sessionCookies(header: string | undefined): readonly string[] {
  if (header === undefined || header.length > 16_384) return [];
  const found = new Map<string, string>();
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, at).trim();
    if (at > 0 && SESSION_NAMES.includes(name) && !found.has(name))
      found.set(name, pair.slice(at + 1).trim());
  }
  return [...found.values()];
}
