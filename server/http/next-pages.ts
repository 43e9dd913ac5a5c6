// Next as a guest: started beside the server, given only what the front door hands it.
import { createServer, type Server } from "node:http";
import type { Pages } from "./front.ts";

export interface Guest {
  readonly pages: Pages;
  close(): Promise<void>;
}

export interface NextOptions {
  readonly dev: boolean;
  /** The project's folder: where `app/` or the built `.next/` is. */
  readonly dir: string;
  /** What people open; in development Next serves its tools to this host and to localhost only. */
  readonly url: string;
}

/** Rejects when the pages have not been built. */
export async function startNext({ dev, dir, url }: NextOptions): Promise<Guest> {
  const { default: next } = await import("next");
  // Next listens for upgrades on the server object it is given; on this one it hears only those meant for it.
  const upgrades: Server = createServer();
  const { hostname, port } = new URL(url);
  const app = next({
    dev,
    dir,
    hostname,
    port: Number(port),
    customServer: true,
    httpServer: upgrades,
    quiet: !dev,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    pages: {
      handle: (request, response) => handle(request, response),
      upgrade: dev ? (request, socket, head) => void upgrades.emit("upgrade", request, socket, head) : null,
    },
    close: () => app.close(),
  };
}
