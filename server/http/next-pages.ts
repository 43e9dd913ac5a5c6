// Next as a guest, in development only: started beside the server, given only what the front door hands it. It is told of
// nonce and cluster by headers, which nobody else may set.
import { createServer, type Server } from "node:http";
import { SHOWN_HEADER, shownAttributes } from "#lib/api/shown.ts";
import type { Pages, PagesOptions } from "./pages.ts";

/** Has no page, which therefore answers 404. */
const NOWHERE = "/c";
const POLICY = "content-security-policy";

export async function startNext({ dir, url }: PagesOptions): Promise<Pages> {
  const { default: next } = await import("next");
  // Next listens for upgrades on the server object it is given; on this one it hears only those meant for it.
  const upgrades: Server = createServer();
  // It serves its tools to this host and to localhost only.
  const { hostname, port } = new URL(url);
  const app = next({
    dev: true,
    dir,
    hostname,
    port: Number(port),
    customServer: true,
    httpServer: upgrades,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle(request, response, { place }) {
      const { shown, target } = place(request.url ?? "/");
      const { headers } = request;
      headers[SHOWN_HEADER] = encodeURIComponent(JSON.stringify(shownAttributes(shown)));
      // Next puts the nonce of a request's policy on its scripts.
      headers[POLICY] = String(response.getHeader(POLICY));
      delete headers[`${POLICY}-report-only`];
      // It is Next that takes the cluster's name out of a path: only of its own rewrites its router knows.
      if (target === null) request.url = NOWHERE;
      return handle(request, response);
    },
    upgrade: (request, socket, head) => void upgrades.emit("upgrade", request, socket, head),
    close: () => app.close(),
  };
}
