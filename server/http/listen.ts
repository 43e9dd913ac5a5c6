// Opens and closes the listening socket.
import { once } from "node:events";
import type { Server } from "node:http";
import type { Socket } from "node:net";
import { UmbelError } from "#lib/api/error.ts";

export interface Listener {
  /** What people can open. */
  readonly url: string;
  /** Refuses new connections, lets running answers end, and cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Rejects with what was wrong with the address or the port, and what to do. */
export async function listen(server: Server, port: number, address: string): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(port, address);
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw explain(error, port, address);
  });
  const bound = server.address();
  const actual = bound === null || typeof bound === "string" ? port : bound.port;
  const everywhere = address === "0.0.0.0" || address === "::";
  const host = everywhere ? "localhost" : address.includes(":") ? `[${address}]` : address;
  return {
    url: `http://${host}:${actual}`,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      // Upgraded sockets are no HTTP connections any more: closeAllConnections would leave them.
      const cut = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

function explain(error: NodeJS.ErrnoException, port: number, address: string): Error {
  const at = `${address}, port ${port}`;
  const causes: Readonly<Record<string, string>> = {
    EADDRINUSE: `Something already listens on ${at}: stop it, or choose another with --port (0 takes any free one).`,
    EACCES: `This user may not listen on ${at}: choose a --port above 1023.`,
    EADDRNOTAVAIL: `This machine does not have the address ${address}: check --address.`,
    ENOTFOUND: `The host name ${address} is not known: check --address.`,
  };
  const cause = causes[error.code ?? ""];
  return cause === undefined ? error : new UmbelError("conflict", cause);
}
