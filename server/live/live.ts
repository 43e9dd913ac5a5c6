// Pushes live topics over Socket.IO. A topic is a room; each tick every changed topic is encoded once, whoever watches.
// The gate has admitted every request that arrives here.
import { createServer, type Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import { createShares } from "#lib/access/shares.ts";
import { type ClientEvents, RESYNC_SEQ, type ServerEvents, SOCKET_PATH } from "#lib/live/socket-events.ts";
import type { TopicDelta } from "#lib/live/view.ts";
import type { Log } from "../log.ts";
import type { ClusterTopics } from "./port.ts";
import { createRoomSeqs, type RoomSeqs } from "./room-seqs.ts";
import { createSlowClients, type Line } from "./slow-clients.ts";
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts";
import { topicsOf } from "./topics-of.ts";

export interface LiveDeps {
  /** In the order they were configured. */
  readonly clusters: readonly ClusterTopics[];
  /** Who sent the handshake, under which name what they open is counted, and the session that they have. */
  readonly visitorOf: (handshake: object) => Visitor;
  readonly now: () => number;
  readonly log: Log;
}

export interface Visitor {
  readonly holder: string;
  readonly session: { onEnd(listener: () => void): () => void } | null;
}

export interface Live {
  /** Hand it requests and upgrades of the socket's path; it never listens. */
  readonly server: HttpServer;
  clients(): number;
  /** Tells every page that the audit log has grown; not what was written. */
  tellAudit(): void;
  close(): Promise<void>;
}

type LiveServer = Server<ClientEvents, ServerEvents>;
type LiveSocket = Socket<ClientEvents, ServerEvents>;

/** Sockets and open topics: so many for one user (without users: one address), and for all. */
const SOCKETS = { what: "live connections", each: 500, total: 5_000 };
const TOPICS = { what: "live topics", each: 1_000, total: 10_000 };
/** Sockets in this room get no deltas. No topic is called so. */
const SLOW = " slow";

export function createLive(deps: LiveDeps): Live {
  const { clusters, visitorOf } = deps;
  const source = topicsOf(clusters);
  const server = createServer();
  const io: LiveServer = new Server(server, {
    path: SOCKET_PATH,
    serveClient: false,
    destroyUpgrade: false,
    transports: ["websocket", "polling"],
    maxHttpBufferSize: 16 * 1024,
    connectTimeout: 10_000,
  });
  const sockets = createShares(SOCKETS);
  const topicShares = createShares(TOPICS);
  io.engine.on("connection", (line) => {
    const share = sockets.take(visitorOf(line.request).holder, () => line.close());
    if (share.ok) line.once("close", share.value);
    else line.close();
  });
  const seqs = createRoomSeqs();
  const slow = createSlowClients();
  const everyone = new Set<Subscriptions>();

  io.on("connection", (socket) => {
    const { holder, session } = visitorOf(socket.request);
    const topics = createSubscriptions(source, {
      join: (topic) => void socket.join(topic),
      leave: (topic) => void socket.leave(topic),
      watch: (topic) => seqs.watch(topic),
      unwatch: (topic) => seqs.unwatch(topic),
      lastSeq: (topic) => seqs.last(topic),
      share: () => topicShares.take(holder),
    });
    const line = lineOf(socket, topics);
    const forgetSession = session?.onEnd(() => socket.disconnect(true));
    everyone.add(topics);
    slow.add(line);
    serve(socket, topics, deps.log);
    socket.on("disconnect", () => {
      forgetSession?.();
      everyone.delete(topics);
      slow.remove(line);
      topics.closeAll();
    });
  });

  const stopTicks = source.onTick(({ deltas }) => {
    slow.check(deps.now());
    push(io, deltas, seqs);
  });
  return {
    server,
    clients: () => io.engine.clientsCount,
    tellAudit: () => void io.except(SLOW).volatile.emit("audit"),
    async close() {
      stopTicks();
      for (const topics of everyone) topics.closeAll();
      await io.close();
    },
  };
}

function push(io: LiveServer, deltas: readonly TopicDelta[], seqs: RoomSeqs): void {
  for (const delta of deltas) {
    seqs.passed(delta.topic, delta.seq);
    io.to(delta.topic).except(SLOW).emit("delta", delta);
  }
}

function serve(socket: LiveSocket, topics: Subscriptions, log: Log): void {
  // Whatever a stranger sends as arguments: the types of the events are only a promise of our own client.
  socket.on("open", (topic: unknown, answer: unknown) => {
    if (typeof topic !== "string" || typeof answer !== "function") return;
    topics.open(topic).then(
      (result) => {
        if (result !== null) answer(result);
      },
      // No answer: the client asks again after a while.
      (error: unknown) => log.error({ err: error, topic }, "a topic could not be opened"),
    );
  });
  socket.on("close", (topic: unknown) => {
    if (typeof topic === "string") topics.close(topic);
  });
}

function lineOf(socket: LiveSocket, topics: Subscriptions): Line {
  return {
    isWritable: () => socket.conn.transport.writable,
    setSlow(slow) {
      if (slow) return void socket.join(SLOW);
      void socket.leave(SLOW);
      for (const topic of topics.topics()) socket.emit("delta", { topic, seq: RESYNC_SEQ, delta: {} });
    },
  };
}
