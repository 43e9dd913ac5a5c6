// Guards the live socket over real connections: snapshot and deltas are one unbroken sequence for every client, opens
// and closes of the engine balance, strangers' input does no harm, sessions end, and slow lines lose deltas, not order.
import type { Socket as NetSocket } from "node:net";
import { io, type Socket } from "socket.io-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { MAX_OPEN_TOPICS, type OpenAnswer, RESYNC_SEQ } from "#lib/live/socket-events.ts";
import type { TopicDelta } from "#lib/live/view.ts";
import { basic, startTestServer, type TestServer } from "../http/test-server.test-helper.ts";
import { createSlowClients } from "./slow-clients.ts";

interface Client {
  readonly socket: Socket;
  readonly deltas: TopicDelta[];
  open(topic: unknown): Promise<OpenAnswer>;
}

async function connect(server: TestServer, options: Parameters<typeof io>[1] = {}): Promise<Client> {
  const socket = io(server.url, {
    path: "/live",
    transports: ["websocket"],
    reconnection: false,
    ...options,
  });
  onTestFinished(() => void socket.disconnect());
  const deltas: TopicDelta[] = [];
  socket.on("delta", (delta: TopicDelta) => deltas.push(delta));
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", resolve).on("connect_error", reject);
  });
  return { socket, deltas, open: (topic) => socket.timeout(10_000).emitWithAck("open", topic) };
}

/** The machine may be busy. */
function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 10_000, interval: 20 });
}

function seqOf(answer: OpenAnswer): number | string {
  return answer.ok ? answer.value.seq : answer.reason;
}

describe.each(["websocket", "polling"])("over %s", (transport) => {
  test("deltas follow the snapshot without a gap", async () => {
    const server = await startTestServer();
    const client = await connect(server, { transports: [transport] });
    server.engine.change("workers");
    expect(seqOf(await client.open("workers"))).toBe(1);
    server.engine.change("workers");
    server.engine.change("frame");
    server.engine.change("workers");
    await until(() => expect(client.deltas.map(({ seq }) => seq)).toEqual([2, 3]));
  });
});

test("many topics changing in one tick all arrive", async () => {
  const server = await startTestServer();
  const client = await connect(server);
  const topics = ["frame", "workers", "tasks", "overview?range=1h", "worker:celery@a"];
  for (const topic of topics) await client.open(topic);
  for (let round = 0; round < 20; round++) for (const topic of topics) server.engine.change(topic);
  await until(() => expect(client.deltas.length).toBe(100));
  for (const topic of topics) {
    const seqs = client.deltas.filter((delta) => delta.topic === topic).map(({ seq }) => seq);
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  }
});

test("a delta that passes before the client is in the room makes the snapshot be taken again", async () => {
  const server = await startTestServer();
  const { open } = server.engine;
  let raced = false;
  server.engine.open = async (topic) => {
    const answer = await open(topic);
    if (!raced) {
      raced = true;
      server.engine.change(topic);
    }
    return answer;
  };
  const client = await connect(server);
  expect(seqOf(await client.open("workers"))).toBe(1);
  server.engine.change("workers");
  await until(() => expect(client.deltas.at(-1)?.seq).toBe(2));
});

test("every open is given back once, however the client leaves", async () => {
  const server = await startTestServer();
  const one = await connect(server);
  const two = await connect(server);
  await one.open("workers");
  await one.open("workers");
  await two.open("workers");
  await two.open("frame");
  expect([...server.engine.opened]).toEqual([
    ["workers", 2],
    ["frame", 1],
  ]);
  one.socket.emit("close", "workers");
  one.socket.emit("close", "workers");
  await until(() => expect(server.engine.opened.get("workers")).toBe(1));
  server.engine.change("workers");
  await until(() => expect(two.deltas).toHaveLength(1));
  expect(one.deltas).toHaveLength(0);
  void two.open("tasks").catch(() => undefined);
  two.socket.disconnect();
  await until(() => expect([...server.engine.opened.values()].every((opens) => opens === 0)).toBe(true));
});

test("closing while the snapshot is on its way leaves nothing open", async () => {
  const server = await startTestServer();
  const { open } = server.engine;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  server.engine.open = async (topic) => {
    await released;
    return open(topic);
  };
  const client = await connect(server);
  client.socket.emit("open", "workers", () => {});
  client.socket.emit("close", "workers");
  expect(await Promise.race([client.socket.emitWithAck("open", "bogus topic"), release()])).toBeUndefined();
  await until(() => expect(server.engine.opened.get("workers")).toBe(0));
});

test("strangers' input is refused or ignored, and bounded", async () => {
  const server = await startTestServer();
  const client = await connect(server);
  expect(await client.open("no such topic")).toMatchObject({ ok: false, reason: "topic" });
  for (const odd of [null, 7, {}, [], undefined]) client.socket.emit("open", odd);
  client.socket.emit("open");
  client.socket.emit("close", { toString: "x" });
  client.socket.emit("nothing", 1);
  const answers = await Promise.all(
    Array.from({ length: MAX_OPEN_TOPICS + 1 }, (_, i) => client.open(`task:${i}`)),
  );
  expect(answers.map((answer) => answer.ok).indexOf(false)).toBe(MAX_OPEN_TOPICS);
  expect(answers.at(-1)).toMatchObject({ reason: "limit" });
  client.socket.emit("close", "task:0");
  expect((await client.open("workers")).ok).toBe(true);
});

test("a message larger than any of ours ends the connection, not the server", async () => {
  const server = await startTestServer();
  const client = await connect(server);
  client.socket.emit("open", "x".repeat(100_000));
  await until(() => expect(client.socket.connected).toBe(false));
  await connect(server);
});

test("signing in guards the handshake of both transports", async () => {
  const server = await startTestServer(["--basic-auth=ann:right"]);
  for (const transports of [["websocket"], ["polling"]]) {
    await expect(connect(server, { transports })).rejects.toThrow();
    const client = await connect(server, { transports, extraHeaders: basic("ann", "right") });
    expect((await client.open("workers")).ok).toBe(true);
    await expect(connect(server, { transports, extraHeaders: { origin: "http://evil" } })).rejects.toThrow();
  }
});

test("clients are counted, and stopping the server sends them away", async () => {
  const server = await startTestServer();
  const client = await connect(server);
  expect((await server.ask("/metrics")).text).toContain("\numbel_live_clients 1\n");
  const began = Date.now();
  await server.stop();
  expect(Date.now() - began).toBeLessThan(3000);
  await until(() => expect(client.socket.connected).toBe(false));
});

test("a line is slow after a second of being unwritable, and hears of it when it is well again", () => {
  const slow = createSlowClients();
  const told: boolean[] = [];
  let writable = false;
  slow.add({ isWritable: () => writable, setSlow: (is) => told.push(is) });
  for (let i = 0; i < 50; i++) slow.check(1000);
  slow.check(1999);
  writable = true;
  slow.check(2000);
  writable = false;
  slow.check(2001);
  slow.check(3000);
  expect(told).toEqual([]);
  slow.check(3001);
  slow.check(9000);
  writable = true;
  slow.check(9001);
  slow.check(9002);
  expect(told).toEqual([true, false]);
});

test("a client that stops reading is left out, and told to take new snapshots once it reads again", async () => {
  let now = 1e12;
  const server = await startTestServer([], { clock: () => now });
  const client = await connect(server);
  await client.open("workers");
  const line = client.socket.io.engine.transport as unknown as { ws: { _socket: NetSocket } }; // the socket below ws
  line.ws._socket.pause();
  const big = { info: { text: "x".repeat(1_000_000) } };
  let seq = 0;
  const push = () => server.engine.tick({ deltas: [{ topic: "workers", seq: ++seq, delta: big }] });
  for (let i = 0; i < 30; i++) {
    push();
    now += 200;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const sent = seq;
  line.ws._socket.resume();
  await until(() => {
    server.engine.tick();
    expect(client.deltas.at(-1)?.seq).toBe(RESYNC_SEQ);
  });
  expect(client.deltas.length).toBeLessThan(sent);
  expect(seqOf(await client.open("workers"))).toBe(0);
});

test("that the audit log has grown is told to every page, and nothing of what was written", async () => {
  const server = await startTestServer();
  const client = await connect(server);
  const told = vi.fn();
  client.socket.on("audit", told);
  const headers = { "content-type": "application/json" };
  await server.ask("/api/v1/commands/ping", { method: "POST", headers, body: "{}" });
  await until(() => expect(told).toHaveBeenCalled());
  expect(told.mock.calls[0]).toEqual([]);
});
