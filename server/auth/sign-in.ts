// Sign-in, sign-out and session of browsers: next-auth, called as one of Next's own API routes would call it. It is loaded
// when somebody first asks. Umbel's server reads the cookie that it sets (session-cookie.ts).
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type AuthSettings, nextAuthOptions } from "./next-auth-options.ts";

/** Answers what server/http/sign-in-guard.ts has let through, which has set the headers that next-auth believes. */
export function createSignIn(settings: AuthSettings) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [nextAuth, credentials] = await Promise.all([
      import("next-auth"),
      import("next-auth/providers/credentials"),
    ]);
    const secure = request.headers["x-forwarded-proto"] === "https";
    const options = nextAuthOptions(settings, secure, plain(credentials));
    await plain(nextAuth)(await asApiRequest(request), asApiResponse(response), options);
  };
}

/** next-auth is CommonJS: imported by Node its default export is one level deeper. */
function plain<T>({ default: given }: { readonly default: T }): T {
  // Cast: the types know only what a bundler makes of it.
  return typeof given === "object" && given !== null && "default" in given ? (given.default as T) : given;
}

type NextAuth = typeof import("next-auth").default;

/** What Next's own API routes add to a request. */
async function asApiRequest(request: IncomingMessage) {
  const url = new URL(request.url ?? "/", "http://x");
  const pairs = (request.headers.cookie ?? "").split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), decodeValue(pair.slice(at + 1))];
  });
  return Object.assign(request, {
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) },
    cookies: Object.fromEntries(pairs),
    body: Object.fromEntries(new URLSearchParams(await text(request))),
  }) as unknown as Parameters<NextAuth>[0]; // the parts of NextApiRequest that next-auth reads
}

/** A cookie that another program wrote need not be percent-encoded. */
function decodeValue(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** What Next's own API routes add to a response. */
function asApiResponse(response: ServerResponse) {
  return Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return response;
    },
    json: (body: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(body)),
    send: (body: unknown) =>
      response.end(typeof body === "object" ? JSON.stringify(body) : String(body ?? "")),
  }) as unknown as Parameters<NextAuth>[1]; // the parts of NextApiResponse that next-auth uses
}
