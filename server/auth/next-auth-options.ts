// What next-auth is told: sign in with name and password of the same users, a sealed cookie, Umbel's own page.
import type { AuthOptions } from "next-auth";
import type { default as Credentials } from "next-auth/providers/credentials";
import type { User } from "#lib/access/users.ts";
import { cookieNames, SESSION_SECONDS, sessionClaims } from "./session-cookie.ts";
import { verifyUser } from "./verify-user.ts";

export interface AuthSettings {
  readonly users: readonly User[];
  readonly secret: string;
}

/** `secure`: the browser speaks https, so cookies must not travel over http. */
export function nextAuthOptions(
  { users, secret }: AuthSettings,
  secure: boolean,
  credentials: typeof Credentials,
): AuthOptions {
  const names = cookieNames(secure);
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  return {
    secret,
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    cookies: {
      sessionToken: { name: names.session, options },
      callbackUrl: { name: names.callback, options },
      csrfToken: { name: names.csrf, options },
    },
    providers: [
      credentials({
        name: "Umbel",
        credentials: {
          name: { label: "User", type: "text" },
          password: { label: "Password", type: "password" },
        },
        authorize: (given) => {
          const { name, password } = given ?? { name: "", password: "" };
          const user = verifyUser(users, String(name ?? ""), String(password ?? ""));
          return user === null ? null : { id: user.name, name: user.name };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => {
        const known = user === undefined ? undefined : users.find(({ name }) => name === user.name);
        return known === undefined ? token : { ...token, ...sessionClaims(known, secret) };
      },
    },
  };
}
