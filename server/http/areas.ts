// Sorts a request by its path: who serves it, and whether it is open to people who have not signed in. Everything that
// is not listed word for word is guarded: a path that is spelt oddly is never open.
import { SOCKET_PATH } from "#lib/live/socket-events.ts";

export interface Area {
  readonly servedBy: "api" | "live" | "pages";
  readonly open: boolean;
  /** Belongs to next-auth: passwords may be guessed here. */
  readonly signsIn?: boolean;
  /** Tells nothing of the cluster: whoever probes it may call Umbel by any name. */
  readonly anyHost?: boolean;
}

export interface AreaOptions {
  readonly metricsAuth: boolean;
  /** Next in development needs more open paths. */
  readonly dev: boolean;
  /** Paths of files that anybody may fetch, such as `/icon.svg`. */
  readonly publicFiles: ReadonlySet<string>;
}

/** With Flower's addresses, which lead there. */
const SIGN_IN = /^\/(login\/?|logout)$/;
const LIVE_PATH = `${SOCKET_PATH}/`;
/** Plain segments only: no `..`, no `//`, no encoded dot, slash or backslash. */
const PLAIN = /^(\/(?!\.\.?(\/|$))([\w.~!$&'()*+,;=:@[\]-]|%(?!2e|2f|5c|00)[0-9a-f]{2})+)+$/i;

/** Flower's questions under the paths of pages: guarded like them. */
const FLOWERS = /^\/(?:workers)?\?(?:.*&)?json=(?:1|y|yes|t|true|on)(?:&|$)/i;

/** `path` is the raw path of the request line, without its query; `query` what follows it. */
export function areaOf(path: string, { metricsAuth, dev, publicFiles }: AreaOptions, query = ""): Area {
  if (path === "/tasks/datatable" || FLOWERS.test(`${path}?${query}`))
    return { servedBy: "api", open: false };
  if (path === "/healthcheck" || path === "/readyz") return { servedBy: "api", open: true, anyHost: true };
  if (path === "/metrics") return { servedBy: "api", open: !metricsAuth };
  if (path.startsWith(LIVE_PATH)) return { servedBy: "live", open: false };
  if (path.startsWith("/api/auth/")) {
    return { servedBy: "pages", open: PLAIN.test(path), signsIn: true };
  }
  if (path === "/api" || path.startsWith("/api/")) return { servedBy: "api", open: false };
  const asset = path.startsWith("/_next/static/") || (dev && /^\/(_next|__nextjs)/.test(path));
  const open = SIGN_IN.test(path) || publicFiles.has(path) || (asset && PLAIN.test(path));
  return { servedBy: "pages", open };
}
