// What is known of the client of a request: its address, its protocol, and whether it is a browser.
import type { IncomingMessage } from "node:http";

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/**
 * A proxy on this machine is believed about the client's address; anybody else may have made the header up, unless
 * `xheaders` says that only a proxy can connect.
 */
export function clientAddress(request: IncomingMessage, xheaders = false): string {
  const peer = request.socket.remoteAddress ?? "unknown";
  const forwarded =
    (xheaders ? request.headers["x-real-ip"] : undefined) ?? request.headers["x-forwarded-for"];
  // A unix socket has no address: its peer is a proxy on this machine.
  if (forwarded === undefined || !(xheaders || peer === "unknown" || LOOPBACK.test(peer))) return peer;
  const last = String(forwarded).split(",").at(-1)?.trim() ?? "";
  return /^[0-9a-fA-F.:]{3,45}$/.test(last) ? last : peer;
}

/** The protocol the browser speaks: a proxy that ends TLS says so. Decides only on the cookies' Secure flag. */
export function clientProtocol(request: IncomingMessage): "http" | "https" {
  const { headers } = request;
  const forwarded = String(headers["x-forwarded-proto"] ?? headers["x-scheme"] ?? "")
    .split(",")[0]
    ?.trim()
    .toLowerCase();
  if (forwarded === "http" || forwarded === "https") return forwarded;
  return "encrypted" in request.socket && request.socket.encrypted === true ? "https" : "http";
}

/** A browser that gets `WWW-Authenticate: Basic` opens a dialog of its own, over our sign-in page. */
export function isBrowser({ headers }: IncomingMessage): boolean {
  return headers["sec-fetch-mode"] !== undefined || /^Mozilla\//.test(headers["user-agent"] ?? "");
}

export function wantsPage({ method, headers }: IncomingMessage): boolean {
  return (method === "GET" || method === "HEAD") && (headers.accept ?? "").includes("text/html");
}
