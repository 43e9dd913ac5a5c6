// The front door: every request and every upgrade passes the gate here, then goes to the API, the live socket, or Next.
// Next and Socket.IO each get a server object of their own that never listens, so that neither can touch the other's
// upgrades (Next ends every upgrade whose path it believes to be a page's).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { Duplex } from "node:stream";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { UmbelError } from "#lib/api/error.ts";
import type { Log } from "../log.ts";
import type { Api } from "./api.ts";
import { type Area, type AreaOptions, areaOf } from "./areas.ts";
import type { ClusterUrls } from "./cluster-urls.ts";
import { flowerLink } from "./flower-links.ts";
import type { Admission, Gate } from "./gate.ts";
import { redirect, refusal, refuse, refuseUpgrade } from "./refusal.ts";
import { setClosedPolicy, setCommonHeaders, setPagePolicy } from "./security-headers.ts";
import type { SignInGuard } from "./sign-in-guard.ts";

export interface Pages {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Hot reload, in development only. */
  readonly upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => void) | null;
}

export interface FrontDeps {
  /** One per cluster, by its name. */
  readonly apis: ReadonlyMap<string, Api>;
  readonly clusterUrls: ClusterUrls;
  readonly gate: Gate;
  readonly guardSignIn: SignInGuard;
  readonly areas: AreaOptions;
  /** Without users there is nothing to sign in to. */
  readonly hasUsers: boolean;
  /** Resolves when pages can be served; null: there are none, API and socket only. */
  readonly pages: Promise<Pages | null>;
  /** Handles requests and upgrades of the socket's path; never listens. */
  readonly live: Server;
  /** Keyed by the incoming message. */
  readonly admissions: WeakMap<object, Admission>;
  /** Certificate and key; null: HTTP. */
  readonly tls: ServerOptions | null;
  readonly log: Log;
}

/** The listening server; the caller binds and closes it. */
export function createFront(deps: FrontDeps): Server {
  const { gate, areas, log, live, pages, admissions } = deps;
  const answer = answerWith(deps);
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    setCommonHeaders(response);
    response.on("error", () => response.destroy());
    void serve(request, response).catch((error: unknown) => {
      log.error({ err: error, path: rawPath(request) }, "a request failed");
      if (response.headersSent) response.destroy();
      else refuse(response, refusal(new UmbelError("internal", "Umbel could not answer; its log says why.")));
    });
  };
  const server = deps.tls === null ? createServer(listener) : createSecureServer(deps.tls, listener);
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const area = areaOf(rawPath(request), areas, rawQuery(request));
    if (area.servedBy !== "next") setClosedPolicy(response);
    const decision = await gate(request, area);
    if (!decision.admitted) return refuse(response, decision.refusal);
    await answer(request, response, area, decision.admission);
  }
  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const area = areaOf(rawPath(request), areas);
    const toPages = area.servedBy === "next" ? ((await pages)?.upgrade ?? null) : null;
    if (area.servedBy !== "live" && toPages === null) return refuseUpgrade(socket, noSocketHere());
    const decision = await gate(request, area);
    if (!decision.admitted) return refuseUpgrade(socket, decision.refusal);
    if (toPages !== null) return toPages(request, socket, head);
    admissions.set(request, decision.admission);
    live.emit("upgrade", request, socket, head);
  }
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      log.error({ err: error }, "an upgrade failed");
      socket.destroy();
    });
  });
  server.on("clientError", (_error, socket) => {
    if (socket.writable) refuseUpgrade(socket, refusal(new UmbelError("bad_request", "This is not HTTP.")));
    else socket.destroy();
  });
  // Longer than proxies keep theirs, so that it is never the server that hangs up on a request under way.
  server.keepAliveTimeout = 75_000;
  return server;
}

function answerWith(deps: FrontDeps) {
  const { live, pages, areas, admissions, guardSignIn, hasUsers, clusterUrls } = deps;
  const toApi = apiListener(deps);
  return async (request: IncomingMessage, response: ServerResponse, area: Area, admission: Admission) => {
    if (area.servedBy === "live") {
      admissions.set(request, admission);
      live.emit("request", request, response);
      return;
    }
    const guest = area.servedBy === "next" ? await pages : null;
    if (guest === null) {
      admissions.set(request, admission);
      return toApi(request, response);
    }
    const link = flowerLink(request.url ?? "/");
    if (link !== null) return refuse(response, redirect(link));
    if (!hasUsers && rawPath(request) === "/login") return refuse(response, redirect("/"));
    const limited = area.signsIn === true ? guardSignIn(request, response) : null;
    if (limited !== null) return refuse(response, limited);
    if (area.signsIn !== true && !area.open) response.setHeader("cache-control", "private, no-store");
    setPagePolicy(request, response, areas.dev);
    clusterUrls.tellPages(request);
    await guest.handle(request, response);
  };
}

function apiListener({ apis, clusterUrls, admissions }: FrontDeps) {
  const listeners = new Map([...apis].map(([name, api]) => [name, listenerOf(api, admissions)]));
  return (request: IncomingMessage, response: ServerResponse) => {
    const listener = listeners.get(clusterUrls.takeApi(request) ?? "");
    if (listener !== undefined) return listener(request, response);
    refuse(response, refusal(new UmbelError("not_found", NO_CLUSTER)));
  };
}

function listenerOf(api: Api, admissions: FrontDeps["admissions"]) {
  const serve = (request: Request, { incoming, outgoing }: HttpBindings | Http2Bindings) => {
    const admission = admissions.get(incoming);
    if (admission === undefined) throw new Error("a request came past the gate");
    // There is only a server of HTTP/1.
    return api.fetch(request, { admission, outgoing: outgoing as ServerResponse });
  };
  // Next brings its own Request and Response; they must stay the platform's.
  return getRequestListener(serve, { overrideGlobalObjects: false, hostname: "localhost" });
}

const NO_CLUSTER = "No cluster has that name: /api/v1/clusters lists those that Umbel watches.";

function noSocketHere() {
  return refusal(new UmbelError("not_found", "There is no WebSocket at this path."));
}

/** The path as it was sent: a proxy-style absolute URL or `*` stays as it is and is therefore guarded. */
function rawPath(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function rawQuery(request: IncomingMessage): string {
  const url = request.url ?? "";
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at + 1);
}
