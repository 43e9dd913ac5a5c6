// Checks a name and a password in time that depends on neither.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { User } from "#lib/access/users.ts";

/** The user whose name and password these are. Every user is compared in full, whatever matched before. */
export function verifyUser(users: readonly User[], name: string, password: string): User | null {
  const given = digest(name, password);
  let match: User | null = null;
  for (const user of users) {
    if (timingSafeEqual(given, digest(user.name, user.password))) match = user;
  }
  return match;
}

/** Changes with the password, tells nothing of it: a session whose mark is not the user's current one has ended. */
export function userMark(user: User, secret: string): string {
  return createHmac("sha256", secret)
    .update(digest(user.name, user.password))
    .digest("base64url")
    .slice(0, 22);
}

/** Hashing first gives both sides one length, which timingSafeEqual needs. */
function digest(name: string, password: string): Buffer {
  return createHash("sha256").update(`${name.length}:${name}:${password}`).digest();
}
