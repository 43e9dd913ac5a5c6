// Cross-site request forgery: a request that changes something must come from Umbel's own pages or from a script.
// Browsers say where a request comes from and pages cannot forge it; scripts say nothing, and are let through.
import type { IncomingHttpHeaders } from "node:http";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

export function isUnsafe(method: string | undefined): boolean {
  return !SAFE.has(method ?? "GET");
}

/** True when the headers name this very site, or no site at all. */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  if (headers.origin === undefined) return true;
  return ownHosts(headers).includes(hostOf(headers.origin));
}

/** Proxies may rewrite Host and tell the original; a page of another site cannot set either. */
function ownHosts(headers: IncomingHttpHeaders): readonly (string | null)[] {
  const forwarded = String(headers["x-forwarded-host"] ?? "").split(",")[0] ?? "";
  return [headers.host, forwarded].flatMap((host) => (host ? [host.trim().toLowerCase()] : []));
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
