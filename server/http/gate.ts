// The one gate before pages, API and socket: the host's name, origin of unsafe requests, then who it is. What serves
// a request later is given whom the gate let in, and decides nothing about sign-in itself.
import type { IncomingMessage } from "node:http";
import type { Authenticate, Principal, Verdict } from "#lib/access/principal.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { Area } from "./areas.ts";
import { isBrowser, type Proxies, wantsPage } from "./client.ts";
import type { HostCheck } from "./own-hosts.ts";
import { type Refusal, redirect, refusal } from "./refusal.ts";
import { isSameOrigin, isUnsafe } from "./same-origin.ts";

type Decision =
  /** `principal` is null on open paths: nobody was asked. */
  | { readonly admitted: true; readonly principal: Principal | null }
  | { readonly admitted: false; readonly refusal: Refusal };

export interface GateDeps {
  readonly authenticate: Authenticate;
  /** Whether there is a page to sign in on; without it only Basic works. */
  readonly hasLoginPage: boolean;
  readonly checkHost: HostCheck;
  readonly proxies: Proxies;
}

export type Gate = (request: IncomingMessage, area: Area) => Promise<Decision>;

export function createGate({ authenticate, hasLoginPage, checkHost, proxies }: GateDeps): Gate {
  return async (request, area) => {
    const elsewhere = area.anyHost === true ? null : checkHost(request);
    if (elsewhere !== null) return no(elsewhere);
    const crossing = isUnsafe(request.method) || area.servedBy === "live";
    if (crossing && !isSameOrigin(request.headers)) return no(crossSite());
    if (area.open) return { admitted: true, principal: null };
    const { cookie, authorization } = request.headers;
    const verdict = await authenticate({ cookie, authorization, address: proxies.clientOf(request) });
    if (verdict.kind !== "known") return no(turnAway(request, area, verdict, hasLoginPage));
    return { admitted: true, principal: verdict.principal };
  };
}

export function tooManyAttempts(seconds: number, extra: object = {}): Refusal {
  const message = `Too many failed sign-ins: try again in ${seconds} s.`;
  return refusal(new UmbelError("too_many", message), { "retry-after": String(seconds) }, extra);
}

function no(refused: Refusal): Decision {
  return { admitted: false, refusal: refused };
}

function turnAway(
  request: IncomingMessage,
  area: Area,
  verdict: Exclude<Verdict, { kind: "known" }>,
  hasLoginPage: boolean,
): Refusal {
  if (verdict.kind === "limited") return tooManyAttempts(verdict.retryAfterSeconds);
  if (hasLoginPage && area.servedBy === "pages" && wantsPage(request)) {
    return redirect(`/login?next=${encodeURIComponent(request.url ?? "/")}`);
  }
  const asksForBasic = !hasLoginPage || !isBrowser(request);
  const challenge = asksForBasic ? { "www-authenticate": 'Basic realm="Umbel", charset="UTF-8"' } : {};
  return refusal(new UmbelError("unauthorized", verdict.message), challenge);
}

function crossSite(): Refusal {
  const message =
    "This request came from another site. If Umbel is behind a proxy, let the proxy pass the Host header on.";
  return refusal(new UmbelError("forbidden", message));
}
