// A stand-in for Next that runs the real next-auth with Umbel's options, as app/api/auth does, and one page.
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import NextAuthModule from "next-auth";
import type { Guest } from "../http/next-pages.ts";
import { handedOver } from "./auth-settings.ts";
import { nextAuthOptions } from "./next-auth-options.ts";

// next-auth is CommonJS: outside a bundler its default export is one level deeper.
const NextAuth = (
  "default" in NextAuthModule ? NextAuthModule.default : NextAuthModule
) as typeof NextAuthModule;

export async function startNextAuthGuest(): Promise<Guest> {
  return { pages: { handle, upgrade: null }, close: async () => {} };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://x");
  if (!url.pathname.startsWith("/api/auth/")) {
    response.setHeader("content-type", "text/html").end(`<p>page ${url.pathname}`);
    return;
  }
  const secure = request.headers["x-forwarded-proto"] === "https";
  await NextAuth(
    await likeNext(request, url),
    likeNextsResponse(response),
    nextAuthOptions(handedOver(), secure),
  );
}

/** What Next's own API routes add to a request. */
async function likeNext(request: IncomingMessage, url: URL) {
  const cookies = (request.headers.cookie ?? "").split("; ").map((pair) => {
    const at = pair.indexOf("=");
    return [pair.slice(0, at), decodeURIComponent(pair.slice(at + 1))];
  });
  return Object.assign(request, {
    query: { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split("/").slice(3) },
    cookies: Object.fromEntries(cookies),
    body: Object.fromEntries(new URLSearchParams(await text(request))),
  }) as unknown as Parameters<typeof NextAuthModule>[0]; // the parts of NextApiRequest that next-auth reads
}

function likeNextsResponse(response: ServerResponse) {
  return Object.assign(response, {
    status(code: number) {
      response.statusCode = code;
      return response;
    },
    json: (body: unknown) => response.setHeader("content-type", "application/json").end(JSON.stringify(body)),
    send: (body: unknown) =>
      response.end(typeof body === "object" ? JSON.stringify(body) : String(body ?? "")),
  }) as unknown as Parameters<typeof NextAuthModule>[1]; // the parts of NextApiResponse that next-auth uses
}
