// The users that sign in with a name and a password, as `--basic-auth` spells them.
import { bad, ok, type Result } from "../result.ts";
import { type Role, roleOf } from "./roles.ts";

export interface User {
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}

/** What every way of signing in tells of a user. */
export function personOf({ name, role }: User, source: string) {
  return { name, role, authenticated: true, source, clusters: "all" } as const;
}

const MAX_USERS = 1000;
export const USERS_ACCEPTED =
  "user:password pairs separated by commas; a comma inside a password is written %2C, a percent sign %25";

/** `ann:pw,bob:pw2`. The detail of a refusal never repeats a password. */
export function parseUsers(text: string): Result<readonly User[], "users"> {
  const users: User[] = [];
  for (const [index, pair] of text.split(",").entries()) {
    const at = pair.indexOf(":");
    const where = `pair ${index + 1}`;
    if (at < 0) return bad("users", `${where} has no colon`);
    const name = unescaped(pair.slice(0, at)).trim();
    const password = unescaped(pair.slice(at + 1));
    if (name === "") return bad("users", `${where} has no user name`);
    if (password === "") return bad("users", `${where} has no password`);
    if (hasControlCharacter(name + password)) return bad("users", `${where} has a control character`);
    if (users.some((user) => user.name === name)) return bad("users", `the user of ${where} is named twice`);
    users.push({ name, password, role: roleOf(name) });
  }
  return users.length > MAX_USERS ? bad("users", `more than ${MAX_USERS} users`) : ok(users);
}

/** Only these two escapes, so that other passwords with a percent sign mean what they meant to Flower. */
function unescaped(text: string): string {
  return text.replace(/%2C|%25/gi, (code) => (code === "%25" ? "%" : ","));
}

function hasControlCharacter(text: string): boolean {
  return [...text].some((char) => char < " " || char === "\u007f");
}
