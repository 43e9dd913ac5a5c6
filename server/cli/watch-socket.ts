// A live topic of a running Umbel: snapshot, then deltas, as a browser gets them. The only file of the command line that
// imports the socket's client.
import { io, type Socket } from "socket.io-client";
import { UmbelError } from "#lib/api/error.ts";
import { applyDelta } from "#lib/live/apply-delta.ts";
import {
  type ClientEvents,
  type OpenAnswer,
  type ServerEvents,
  SOCKET_PATH,
} from "#lib/live/socket-events.ts";
import type { View } from "#lib/live/view.ts";

export interface WatchOptions {
  readonly base: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly topic: string;
  readonly onView: (view: View) => void;
  readonly ended: Promise<void>;
}

/** Rejects with UmbelError when it cannot be opened; reconnects afterwards, and takes a new snapshot when it missed something. */
export async function watchSocket({ base, headers, topic, onView, ended }: WatchOptions): Promise<void> {
  const socket: Socket<ServerEvents, ClientEvents> = io(base.origin, {
    path: base.pathname.replace(/\/$/, "") + SOCKET_PATH,
    transports: ["websocket"],
    extraHeaders: { ...headers, origin: base.origin },
    reconnectionDelayMax: 5_000,
  });
  let seq = 0;
  let view: View | null = null;
  const open = (refused: (error: UmbelError) => void): void => {
    socket.emit("open", topic, (answer: OpenAnswer) => {
      if (!answer.ok) {
        refused(new UmbelError("bad_request", `This cannot be watched: ${answer.detail}.`));
        return;
      }
      ({ seq, view } = answer.value);
      onView(view);
    });
  };
  const failed = new Promise<never>((_resolve, reject) => {
    socket.on("connect", () => open(reject));
    socket.on("connect_error", (error) => {
      // Once it has shown something it goes on trying.
      if (view !== null) return;
      reject(new UmbelError("broker_unavailable", `${base.href} cannot be watched live (${error.message}).`));
    });
    socket.on("delta", (delta) => {
      if (view === null) return;
      if (delta.seq !== seq + 1) {
        open(reject);
        return;
      }
      seq = delta.seq;
      view = applyDelta(view, delta.delta);
      onView(view);
    });
  });
  try {
    await Promise.race([ended, failed]);
  } finally {
    socket.disconnect();
  }
}
