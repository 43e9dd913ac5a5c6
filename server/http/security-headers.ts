// Headers that limit what a page can be made to do. Scripts run only with the nonce of their own answer.
import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";

/** For every answer. */
export function setCommonHeaders(response: ServerResponse): void {
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("cross-origin-resource-policy", "same-origin");
  response.setHeader("permissions-policy", "camera=(), geolocation=(), microphone=()");
}

/** For answers that are no pages: nothing in them may run or load. */
export function setClosedPolicy(response: ServerResponse): void {
  response.setHeader("content-security-policy", "default-src 'none'; frame-ancestors 'none'");
}

/** For pages. Returns the nonce that their scripts must carry. */
export function setPagePolicy(response: ServerResponse, dev: boolean): string {
  const nonce = randomBytes(16).toString("base64");
  response.setHeader("content-security-policy", pagePolicy(nonce, dev));
  return nonce;
}

function pagePolicy(nonce: string, dev: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    // Charts, dialogs and virtual lists place themselves with style attributes, which no nonce covers.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
