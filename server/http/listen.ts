// Opens and closes the listening socket.
import { once } from "node:events";
import { chmod, stat, unlink } from "node:fs/promises";
import type { Server } from "node:http";
import { connect, type Socket } from "node:net";
import { UmbelError } from "#lib/api/error.ts";

export interface Listener {
  /** What people can open. */
  readonly url: string;
  /** Refuses new connections, lets running answers end, and cuts what is left after `graceMs`. */
  close(graceMs: number): Promise<void>;
}

/** Rejects with what was wrong with the address or the port, and what to do. */
export interface Place {
  readonly port: number;
  readonly address: string;
  /** Instead of both. */
  readonly unixSocket: string | null;
  readonly tls: object | null;
}

export async function listen(server: Server, place: Place): Promise<Listener> {
  const { port, address, unixSocket, tls } = place;
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  if (unixSocket === null) server.listen(port, address);
  else {
    await removeDeadSocket(unixSocket);
    server.listen(unixSocket);
  }
  await once(server, "listening").catch((error: NodeJS.ErrnoException) => {
    throw unixSocket === null ? explain(error, port, address) : explainSocket(error, unixSocket);
  });
  // Only its owner and group may connect: whoever connects is at the sign-in.
  if (unixSocket !== null) await chmod(unixSocket, 0o660);
  const bound = server.address();
  const actual = bound === null || typeof bound === "string" ? port : bound.port;
  const everywhere = address === "0.0.0.0" || address === "::";
  const host = everywhere ? "localhost" : address.includes(":") ? `[${address}]` : address;
  return {
    url:
      unixSocket === null ? `${tls === null ? "http" : "https"}://${host}:${actual}` : `unix:${unixSocket}`,
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

/** What a crash left behind; a socket that somebody listens on stays, and is then said to be in use. */
async function removeDeadSocket(path: string): Promise<void> {
  const known = await stat(path).catch(() => null);
  if (!known?.isSocket()) return;
  const probe = connect(path);
  const alive = await Promise.race([
    once(probe, "connect").then(() => true),
    once(probe, "error").then(() => false),
  ]).catch(() => false);
  probe.destroy();
  if (!alive) await unlink(path).catch(() => undefined);
}

function explainSocket(error: NodeJS.ErrnoException, path: string): Error {
  const causes: Readonly<Record<string, string>> = {
    EADDRINUSE: `Something already listens on ${path}, or a file is there: stop it, or choose another --unix-socket.`,
    EACCES: `This user may not make a socket at ${path}: choose another --unix-socket.`,
    ENOENT: `The folder of ${path} does not exist: make it, or choose another --unix-socket.`,
  };
  const cause = causes[error.code ?? ""];
  return cause === undefined ? error : new UmbelError("conflict", cause);
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
