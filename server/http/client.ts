// What is known of the client of a request: its address, its protocol, and whether it is a browser. What a proxy adds
// (X-Forwarded-…) is believed of listed proxies only, and taken away from everybody else's requests: whatever reads
// headers later sees none that its sender made up.
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import type { AddressRange } from "../config/address-list.ts";

export interface Proxies {
  /** Call once, before anything reads the request. Returns the address of a peer that forwards and is not listed. */
  strip(request: IncomingMessage): string | null;
  /** The client's address: behind proxies the last one that no listed proxy has. */
  clientOf(request: IncomingMessage): string;
}

const FORWARDED = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-proto",
  "x-real-ip",
  "x-scheme",
];
/** As some proxies write it: `1.2.3.4:5678`, `[::1]:5678`, `[::1]`. */
const WITH_PORT = /^(?:\[(.*)\]|(\d+\.\d+\.\d+\.\d+):\d+)(?::\d+)?$/;
/** The peer of a unix socket has no address. */
const UNIX = "unix";

export function createProxies(ranges: readonly AddressRange[]): Proxies {
  const listed = new BlockList();
  for (const range of ranges) {
    if (range !== "unix") listed.addSubnet(range.address, range.prefix, range.family);
  }
  const isListed = (address: string) => {
    if (address === UNIX) return ranges.includes("unix");
    const family = isIP(address);
    return family !== 0 && listed.check(address, family === 4 ? "ipv4" : "ipv6");
  };
  return {
    strip({ socket, headers }) {
      const peer = plain(socket.remoteAddress);
      if (isListed(peer)) return null;
      const forwards = headers["x-forwarded-for"] !== undefined;
      for (const name of FORWARDED) delete headers[name];
      return forwards ? peer : null;
    },
    clientOf({ socket, headers }) {
      const chain = String(headers["x-forwarded-for"] ?? headers["x-real-ip"] ?? "").split(",");
      let client = plain(socket.remoteAddress);
      while (isListed(client) && chain.length > 0) {
        const before = plain(chain.pop()?.trim().replace(WITH_PORT, "$1$2"));
        // What is no address was not written by a proxy of ours.
        if (isIP(before) === 0) break;
        client = before;
      }
      return client;
    },
  };
}

/** `::ffff:1.2.3.4` is IPv4. */
function plain(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=\d+\.)/i, "") ?? UNIX;
}

/** The protocol the browser speaks: a proxy that ends TLS says so. Decides only on the cookies' Secure flag. */
export function clientProtocol({ headers, socket }: IncomingMessage): "http" | "https" {
  const forwarded = first(headers["x-forwarded-proto"] ?? headers["x-scheme"]).toLowerCase();
  if (forwarded === "http" || forwarded === "https") return forwarded;
  return "encrypted" in socket && socket.encrypted === true ? "https" : "http";
}

/** The host the browser asked for, with its port; empty when it said none. */
export function clientHost({ headers }: IncomingMessage): string {
  return first(headers["x-forwarded-host"]) || (headers.host ?? "");
}

function first(header: string | string[] | undefined): string {
  return String(header ?? "")
    .split(",", 1)
    .join("")
    .trim();
}

/** A browser that gets `WWW-Authenticate: Basic` opens a dialog of its own, over our sign-in page. */
export function isBrowser({ headers }: IncomingMessage): boolean {
  return headers["sec-fetch-mode"] !== undefined || /^Mozilla\//.test(headers["user-agent"] ?? "");
}

export function wantsPage({ method, headers }: IncomingMessage): boolean {
  return (method === "GET" || method === "HEAD") && (headers.accept ?? "").includes("text/html");
}
