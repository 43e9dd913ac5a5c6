// Watches the sign-in route of next-auth from outside: limits guesses per address, and tells next-auth what host and
// protocol the browser used, because it believes only these two headers.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AttemptLimiter } from "../auth/attempt-limiter.ts";
import { clientAddress, clientProtocol } from "./client.ts";
import { tooManyAttempts } from "./gate.ts";
import type { Refusal } from "./refusal.ts";

/** null: go on. */
export type SignInGuard = (request: IncomingMessage, response: ServerResponse) => Refusal | null;

export function createSignInGuard(limiter: AttemptLimiter, xheaders = false): SignInGuard {
  return (request, response) => {
    const { headers } = request;
    const forwarded = String(headers["x-forwarded-host"] ?? "")
      .split(",")[0]
      ?.trim();
    const host = forwarded || headers.host || "localhost";
    headers["x-forwarded-host"] = host;
    headers["x-forwarded-proto"] = clientProtocol(request);
    if (request.method !== "POST" || request.url === "/api/auth/signout") return null;
    const address = clientAddress(request, xheaders);
    const blocked = limiter.blockedFor(address);
    // next-auth's browser part reads the error's name out of `url`.
    const url = `${clientProtocol(request)}://${host}/login?error=TooManyAttempts`;
    if (blocked !== null) return tooManyAttempts(blocked, { url });
    // Counted first, so that a thousand guesses at once are counted too.
    limiter.count(address);
    response.once("close", () => {
      if (response.statusCode !== 401) limiter.forgive(address);
    });
    return null;
  };
}
