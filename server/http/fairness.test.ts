// Guards that nobody takes all there is of sockets, topics and streams, and that a bound is told in words.
import { createConnection } from "node:net";
import { io, type Socket } from "socket.io-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { MAX_OPEN_TOPICS, type OpenAnswer } from "#lib/live/socket-events.ts";
import { basic, startTestServer, type TestServer } from "./test-server.test-helper.ts";

const USERS = ["--basic-auth=ann:right,bob:b"];
const ANN = basic("ann", "right");
const BOB = basic("bob", "b");

async function stream(server: TestServer, headers: Record<string, string>) {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${server.url}/api/v1/events`, { headers, signal: abort.signal });
  return { status: response.status, response, abort };
}

test("A17: one user cannot take all event streams; what is closed can be opened again", async () => {
  const server = await startTestServer(USERS);
  const open = await Promise.all(Array.from({ length: 50 }, () => stream(server, ANN)));
  expect(open.every(({ status }) => status === 200)).toBe(true);
  const refused = await stream(server, ANN);
  expect(refused.status).toBe(429);
  expect(await refused.response.text()).toContain("50 event streams are already open from here; close some");
  expect((await stream(server, BOB)).status).toBe(200);
  open[0]?.abort.abort();
  await vi.waitFor(async () => expect((await stream(server, ANN)).status).toBe(200));
});

test("A17: what asks for a stream's head only, or leaves at once, keeps none", async () => {
  const server = await startTestServer(USERS);
  const { hostname, port } = new URL(server.url);
  const head = (method: string) =>
    `${method} /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${ANN.authorization}\r\n\r\n`;
  for (let i = 0; i < 60; i++) {
    await server.ask("/api/v1/events", { method: "HEAD", headers: ANN });
    const socket = createConnection({ host: hostname, port: Number(port) });
    await new Promise((resolve) => socket.end(head("GET"), () => resolve(socket.destroy())));
  }
  await vi.waitFor(async () => expect((await stream(server, ANN)).status).toBe(200), 5_000);
});

test("A17: without users the same holds for addresses", async () => {
  const server = await startTestServer(["--trusted-proxies=127.0.0.1"]);
  const from = (address: string) => stream(server, { "x-forwarded-for": address });
  // Four addresses take all there is; a fifth one still gets its own, at the cost of one of theirs.
  const all = await Promise.all(Array.from({ length: 200 }, (_, i) => from(`10.0.0.${i % 4}`)));
  expect(all.every(({ status }) => status === 200)).toBe(true);
  expect((await from("10.0.0.1")).status).toBe(429);
  expect((await from("10.0.0.9")).status).toBe(200);
});

async function connect(server: TestServer, headers: Record<string, string>): Promise<Socket> {
  const options = { path: "/live", reconnection: false, forceNew: true, extraHeaders: headers };
  const socket = io(server.url, { ...options, transports: ["websocket"] });
  onTestFinished(() => void socket.disconnect());
  await new Promise((resolve, reject) => {
    socket.once("connect", () => resolve(null)).once("connect_error", reject);
  });
  return socket;
}

test("A17: one user cannot take all live topics; closing and leaving give them back", async () => {
  const server = await startTestServer(USERS);
  const open = (socket: Socket, topic: string): Promise<OpenAnswer> =>
    socket.timeout(10_000).emitWithAck("open", topic);
  const fill = async (socket: Socket, at: number) => {
    const names = Array.from({ length: MAX_OPEN_TOPICS }, (_, i) => `task:${at}-${i}`);
    return Promise.all(names.map((name) => open(socket, name)));
  };
  const sockets = await Promise.all(Array.from({ length: 32 }, () => connect(server, ANN)));
  const answers = (await Promise.all(sockets.map(fill))).flat();
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1_000);
  expect(answers.find(({ ok }) => !ok)).toEqual({
    ok: false,
    reason: "limit",
    detail: "1000 live topics are already open from here; close some",
  });
  const bob = await connect(server, BOB);
  expect((await open(bob, "workers")).ok).toBe(true);
  sockets[0]?.emit("close", "task:0-0");
  sockets[1]?.disconnect();
  const [again] = sockets.slice(2);
  await vi.waitFor(async () => expect((await open(again as Socket, "task:2-0")).ok).toBe(true));
  const last = await connect(server, ANN);
  await vi.waitFor(async () => expect((await open(last, "frame")).ok).toBe(true));
});

test("A17: one user cannot take all live connections", async () => {
  const server = await startTestServer(USERS);
  const handshake = (headers: Record<string, string>) =>
    server.ask("/live/?EIO=4&transport=polling", { headers });
  for (let i = 0; i < 500; i++) await handshake(ANN);
  const one = await handshake(ANN);
  const sid = /"sid":"([^"]+)"/.exec(one.text)?.[1];
  const poll = await server.ask(`/live/?EIO=4&transport=polling&sid=${sid}`, { headers: ANN });
  // Engine.IO's word for closed, or no such connection any more.
  expect(poll.status === 200 ? poll.text : "1").toMatch(/1$/);
  await connect(server, BOB);
});
