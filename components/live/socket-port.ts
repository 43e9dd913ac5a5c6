// The live port over Socket.IO: the only file that imports its client. It reconnects for ever; long polling is only
// for places where a websocket cannot pass.
import { io, type Socket } from "socket.io-client";
import {
  type ClientEvents,
  type OpenAnswer,
  type ServerEvents,
  SOCKET_PATH,
} from "#lib/live/socket-events.ts";
import { qualifyTopic, splitTopic } from "#lib/live/topics.ts";
import type { TopicDelta } from "#lib/live/view.ts";
import { bad } from "#lib/result.ts";
import { socketPort as words } from "../words/live.ts";
import { clusterHere } from "./cluster-here.ts";
import type { LivePort, PortListener } from "./port.ts";
import { noteAuditNews } from "./use-audit-news.ts";

type LiveSocket = Socket<ServerEvents, ClientEvents>;

/** How long a snapshot may take before it is asked for again. */
const ANSWER_MS = 10_000;

export function createSocketPort(): LivePort {
  let made: LiveSocket | undefined;
  // Made on first use, which is in the browser: pages are also rendered where there is nothing to connect to.
  const use = (): LiveSocket => {
    made ??= io({
      path: SOCKET_PATH,
      autoConnect: false,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: 5000,
      randomizationFactor: 0.5,
    });
    return made;
  };
  return {
    connect: (listener) => connect(use(), listener),
    open: (topic, answer) => {
      use()
        .timeout(ANSWER_MS)
        .emit("open", qualifyTopic(clusterHere(), topic), (late: Error | null, result: OpenAnswer) => {
          answer(late === null ? result : bad("timeout"));
        });
    },
    close: (topic) => {
      use().emit("close", qualifyTopic(clusterHere(), topic));
    },
  };
}

function connect(socket: LiveSocket, { onState, onDelta }: PortListener): () => void {
  let again: ReturnType<typeof setTimeout> | undefined;
  const connected = (): void => {
    onState("connected", null);
    // What was written meanwhile was not told.
    noteAuditNews();
  };
  const failed = (error: Error): void => onState("reconnecting", error.message);
  // A server that goes down on purpose, or whose session has ended, closes the socket for good: only the client can come
  // back from that. Said as a failure, so that it is found out at once which of the two it was.
  const gone = (reason: string): void => {
    const forGood = reason === "io server disconnect";
    onState("reconnecting", forGood ? words.closed : null);
    if (forGood) again = setTimeout(() => socket.connect(), 1000);
  };
  const changed = (delta: TopicDelta): void => {
    const { cluster, topic } = splitTopic(delta.topic);
    onDelta(cluster === null ? delta : { ...delta, topic });
  };
  socket.on("connect", connected).on("connect_error", failed).on("disconnect", gone).on("delta", changed);
  socket.on("audit", noteAuditNews);
  socket.connect();
  return () => {
    clearTimeout(again);
    socket
      .off("connect", connected)
      .off("connect_error", failed)
      .off("disconnect", gone)
      .off("delta", changed)
      .off("audit", noteAuditNews);
    socket.disconnect();
  };
}
