// The front door: every request and every upgrade passes the gate here, then goes to the API, the live socket, the sign-in
// or the pages. Socket.IO gets a server object of its own that never listens, as Next does in development, so that neither
// can touch the other's upgrades (Next ends every upgrade whose path it believes to be a page's).
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { Duplex } from "node:stream";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import type { Principal } from "#lib/access/principal.ts";
import { UmbelError } from "#lib/api/error.ts";
import type { Log } from "../log.ts";
import type { Api } from "./api.ts";
import { type Area, type AreaOptions, areaOf } from "./areas.ts";
import { hangUp, holdBody, isChunked, isTooLong, refuseBody } from "./bodies.ts";
import type { Proxies } from "./client.ts";
import type { ClusterUrls } from "./cluster-urls.ts";
import { flowerLink } from "./flower-links.ts";
import type { Gate } from "./gate.ts";
import type { Pages } from "./pages.ts";
import { redirect, refusal, refuse, refuseUpgrade } from "./refusal.ts";
import { straighten } from "./request-line.ts";
import { setClosedPolicy, setCommonHeaders, setPagePolicy } from "./security-headers.ts";
import type { SignInGuard } from "./sign-in-guard.ts";

export interface FrontDeps {
  /** One per cluster, by its name. */
  readonly apis: ReadonlyMap<string, Api>;
  readonly clusterUrls: ClusterUrls;
  readonly gate: Gate;
  readonly guardSignIn: SignInGuard;
  readonly proxies: Proxies;
  /** Told of peers that forward for others and are not listed. */
  readonly onForwarded: (peer: string) => void;
  readonly areas: AreaOptions;
  /** Answers what the guard has let through; null: without users there is nothing to sign in to. */
  readonly signIn: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null;
  /** Resolves when pages can be served; null: there are none, API and socket only. */
  readonly pages: Promise<Pages | null>;
  /** Handles requests and upgrades of the socket's path; never listens. */
  readonly live: Server;
  /** Whom the gate let in, by the incoming message; null on open paths. */
  readonly admissions: WeakMap<object, Principal | null>;
  /** Certificate and key; null: HTTP. */
  readonly tls: ServerOptions | null;
  readonly timeLimits?: TimeLimits | undefined;
  readonly log: Log;
}

/** Of requests that anybody may send, and of those of people who were let in. */
const MAX_OPEN_BODY = 16 * 1024;
const MAX_BODY = 1024 * 1024;

/** A whole request must arrive in that time, its head sooner; Node looks every so often. Milliseconds. */
export interface TimeLimits {
  readonly requestTimeout: number;
  readonly headersTimeout: number;
  readonly connectionsCheckingInterval: number;
}

const TIME_LIMITS: TimeLimits = {
  requestTimeout: 30_000,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
};

/** The listening server; the caller binds and closes it. */
export function createFront(deps: FrontDeps): Server {
  const { gate, areas, log, live, pages, admissions, proxies, onForwarded, timeLimits = TIME_LIMITS } = deps;
  const answer = answerWith(deps);
  const straight = (request: IncomingMessage) => {
    const peer = proxies.strip(request);
    if (peer !== null) onForwarded(peer);
    return straighten(request);
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    setCommonHeaders(response);
    response.on("error", () => response.destroy());
    void serve(request, response).catch((error: unknown) => {
      log.error({ err: error, path: rawPath(request) }, "a request failed");
      if (response.headersSent) response.destroy();
      else refuse(response, refusal(new UmbelError("internal", "Umbel could not answer; its log says why.")));
    });
  };
  const server =
    deps.tls === null
      ? createServer({ ...timeLimits }, listener)
      : createSecureServer({ ...deps.tls, ...timeLimits }, listener);
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const odd = straight(request);
    if (odd !== null) return hangUp(response, odd);
    const area = areaOf(rawPath(request), areas, rawQuery(request));
    if (area.servedBy !== "pages") setClosedPolicy(response);
    const maxBytes = area.open ? MAX_OPEN_BODY : MAX_BODY;
    if (isTooLong(request, maxBytes)) return refuseBody(response, maxBytes);
    const held = area.signsIn === true || isChunked(request) ? holdBody(request, maxBytes) : null;
    const decision = await gate(request, area);
    if (!decision.admitted) return (held === null ? refuse : hangUp)(response, decision.refusal);
    const body = (await held?.whole) ?? null;
    if (body === "gone") return;
    if (body === "too_large") return refuseBody(response, maxBytes);
    const give = (allowed: Buffer | null) => void (allowed === null || held?.give(allowed));
    await answer({ request, response, area, principal: decision.principal, body, give });
  }
  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const odd = straight(request);
    if (odd !== null) return refuseUpgrade(socket, odd);
    const area = areaOf(rawPath(request), areas);
    const toPages = area.servedBy === "pages" ? ((await pages)?.upgrade ?? null) : null;
    if (area.servedBy !== "live" && toPages === null) return refuseUpgrade(socket, noSocketHere());
    const decision = await gate(request, area);
    if (!decision.admitted) return refuseUpgrade(socket, decision.refusal);
    if (toPages !== null) return toPages(request, socket, head);
    admissions.set(request, decision.principal);
    live.emit("upgrade", request, socket, head);
  }
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      log.error({ err: error }, "an upgrade failed");
      socket.destroy();
    });
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) refuseUpgrade(socket, unreadable(error.code));
    else socket.destroy();
  });
  // Longer than proxies keep theirs, so that it is never the server that hangs up on a request under way.
  server.keepAliveTimeout = 75_000;
  return server;
}

function answerWith(deps: FrontDeps) {
  const { live, pages, areas, admissions, signIn, clusterUrls } = deps;
  const toApi = apiListener(deps);
  return async (visit: Visit) => {
    const { request, response, area, principal, body, give } = visit;
    if (area.servedBy === "live") {
      admissions.set(request, principal);
      give(body);
      live.emit("request", request, response);
      return;
    }
    const served = area.servedBy === "pages" ? await pages : null;
    if (served === null) {
      admissions.set(request, principal);
      give(body);
      return toApi(request, response);
    }
    const link = flowerLink(request.url ?? "/");
    if (link !== null) return refuse(response, redirect(link));
    if (area.signsIn === true) return toSignIn(deps, visit);
    if (signIn === null && rawPath(request) === "/login") return refuse(response, redirect("/"));
    if (!areas.dev && !isForPages(request)) return refuse(response, ONLY_READ);
    give(body);
    if (!area.open) response.setHeader("cache-control", "private, no-store");
    const nonce = setPagePolicy(response, areas.dev);
    await served.handle(request, response, { nonce, place: clusterUrls.placeOf });
  };
}

async function toSignIn({ signIn, guardSignIn }: FrontDeps, { request, response, body, give }: Visit) {
  if (signIn === null) return refuse(response, NO_USERS);
  const guarded = await guardSignIn(request, response, body ?? NOTHING);
  if (!Buffer.isBuffer(guarded)) return refuse(response, guarded);
  give(guarded);
  setClosedPolicy(response);
  await signIn(request, response);
}

/** A request that was let in. */
interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly area: Area;
  readonly principal: Principal | null;
  /** null: it was not held, and is read as it comes. */
  readonly body: Buffer | null;
  readonly give: (body: Buffer | null) => void;
}

const NOTHING = Buffer.alloc(0);

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
    const principal = admissions.get(incoming);
    if (principal === undefined) throw new Error("a request came past the gate");
    // There is only a server of HTTP/1.
    return api.fetch(request, { principal, outgoing: outgoing as ServerResponse });
  };
  // Request and Response must stay the platform's, for whoever else uses them.
  return getRequestListener(serve, { overrideGlobalObjects: false, hostname: "localhost" });
}

/** Pages change nothing. A sign-in form that is sent before its script has come gets its page again. */
function isForPages(request: IncomingMessage): boolean {
  const { method } = request;
  return method === "GET" || method === "HEAD" || (method === "POST" && rawPath(request) === "/login");
}

const NO_USERS = refusal(new UmbelError("not_found", "There are no users to sign in as."));
const ONLY_READ = refusal(new UmbelError("method_not_allowed", "Pages answer only GET and HEAD."), {
  allow: "GET, HEAD",
});
const NO_CLUSTER = "No cluster has that name: /api/v1/clusters lists those that Umbel watches.";

function noSocketHere() {
  return refusal(new UmbelError("not_found", "There is no WebSocket at this path."));
}

/** What Node could not take for a request, or not in time. */
function unreadable(code: string | undefined) {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return { ...refusal(new UmbelError("timeout", "The request did not arrive in time.")), status: 408 };
  }
  const { body, headers } = refusal(
    new UmbelError("bad_request", "This is not HTTP, or its head is too large."),
  );
  return { body, headers, status: code === "HPE_HEADER_OVERFLOW" ? 431 : 400 };
}

/** The path as it was sent. */
function rawPath(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

function rawQuery(request: IncomingMessage): string {
  const url = request.url ?? "";
  const at = url.indexOf("?");
  return at < 0 ? "" : url.slice(at + 1);
}
