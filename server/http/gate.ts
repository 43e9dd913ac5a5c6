// The one gate before pages, API and socket: origin of unsafe requests, then who it is. What serves a request later
// asks the gate's admission and decides nothing about sign-in itself.
import type { IncomingMessage } from "node:http";
import type { Actor } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { Authenticate, Verdict } from "../auth/authenticate.ts";
import type { Area } from "./areas.ts";
import { clientAddress, isBrowser, wantsPage } from "./client.ts";
import { type Refusal, redirect, refusal } from "./refusal.ts";
import { isSameOrigin, isUnsafe } from "./same-origin.ts";

export interface Admission {
  /** null on open paths. */
  readonly actor: Actor | null;
  readonly viaSession: boolean;
  readonly expiresAt: number | null;
}
type Decision =
  | { readonly admitted: true; readonly admission: Admission }
  | { readonly admitted: false; readonly refusal: Refusal };

export interface GateDeps {
  readonly authenticate: Authenticate;
  /** Whether there is a page to sign in on; without it only Basic works. */
  readonly hasLoginPage: boolean;
  /** Whoever connects is believed about the client's address. */
  readonly xheaders?: boolean;
}

export type Gate = (request: IncomingMessage, area: Area) => Promise<Decision>;

const OPEN: Admission = { actor: null, viaSession: false, expiresAt: null };

export function createGate({ authenticate, hasLoginPage, xheaders }: GateDeps): Gate {
  return async (request, area) => {
    const crossing = isUnsafe(request.method) || area.servedBy === "live";
    if (crossing && !isSameOrigin(request.headers)) return no(crossSite());
    if (area.open) return { admitted: true, admission: OPEN };
    const { cookie, authorization } = request.headers;
    const verdict = await authenticate({ cookie, authorization, address: clientAddress(request, xheaders) });
    if (verdict.kind !== "known") return no(turnAway(request, area, verdict, hasLoginPage));
    const { actor, via, expiresAt } = verdict;
    return { admitted: true, admission: { actor, viaSession: via === "session", expiresAt } };
  };
}

export function tooManyAttempts(seconds: number, extra: object = {}): Refusal {
  const message = `Too many failed sign-ins from this address: try again in ${seconds} s.`;
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
  if (hasLoginPage && area.servedBy === "next" && wantsPage(request)) {
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
