// Guards the whole server without Next: quick to start, clear when it cannot, gone within three seconds.
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { loadConfig } from "./config/config.ts";
import { placeData } from "./config/data-paths.ts";
import { createServer } from "./create-server.ts";
import { AWAY, createFakeEngine } from "./http/fake-engine.test-helper.ts";
import { startTestServer } from "./http/test-server.test-helper.ts";
import { createLog, SILENT } from "./log.ts";

function configOf(...argv: string[]) {
  const loaded = loadConfig(["--port=0", ...argv], {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  return loaded.config;
}

const POST = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };

test("starts in well under a second and starts and stops its engine once", async () => {
  const began = performance.now();
  const server = await startTestServer();
  expect(performance.now() - began).toBeLessThan(1000);
  await Promise.all([server.stop(), server.stop()]);
  await server.stop();
  expect(server.engine.calls).toEqual(["start", "stop"]);
  await expect(server.ask("/healthcheck")).rejects.toThrow("ECONNREFUSED");
});

test("a port that is taken is told with the remedy, and nothing stays behind", async () => {
  const first = await startTestServer();
  const engine = createFakeEngine();
  const second = createServer({
    config: { ...configOf("--demo"), port: Number(new URL(first.url).port) },
    engine,
    pages: null,
    log: SILENT,
  });
  await expect(second.start()).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringMatching(/already listens on 127\.0\.0\.1, port \d+: .*--port/),
  });
  expect(engine.calls).toEqual(["stop"]);
});

test("stops in time although a request, a socket and a part hang", async () => {
  const server = await startTestServer();
  server.engine.query = () => new Promise(() => {});
  server.engine.stop = () => new Promise(() => {});
  const hanging = server.ask("/api/v1/tasks").catch(() => "cut");
  const { hostname, port } = new URL(server.url);
  const silent = connect(Number(port), hostname);
  // Cut by the server: that is the point.
  silent.on("error", () => undefined);
  onTestFinished(() => void silent.destroy());
  await once(silent, "connect");
  const began = performance.now();
  await server.stop();
  expect(performance.now() - began).toBeLessThan(3000);
  expect(await hanging).toBe("cut");
});

test("bytes that are no HTTP are answered and do no harm", async () => {
  const server = await startTestServer();
  const { hostname, port } = new URL(server.url);
  for (const bytes of [
    "hello\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET /live/ HTTP/1.1\r\nUpgrade: x\r\n\r\n",
    "\0",
  ]) {
    const socket = connect(Number(port), hostname);
    socket.end(bytes);
    socket.resume();
    await once(socket, "close");
  }
  expect((await server.ask("/healthcheck")).status).toBe(200);
});

test("an upgrade outside the live path is refused with JSON", async () => {
  const server = await startTestServer();
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write("GET /tasks HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    text += chunk;
  });
  await once(socket, "close");
  expect(text).toMatch(/^HTTP\/1\.1 404 [\s\S]*"not_found"/);
});

test("the log tells the URL, that it is a demo, and when the broker goes and comes, without the password", async () => {
  let text = "";
  const log = createLog({
    debug: false,
    write: (line) => {
      text += line;
    },
  });
  const demo = await startTestServer([], { log });
  expect(text).toContain(demo.url);
  expect(text).toContain("--broker redis://host:6379/0");
  text = "";
  const config = configOf("--broker=redis://:hunter2@h:1/0");
  const engine = createFakeEngine();
  const server = createServer({ config: { ...config, data: null }, engine, pages: null, log });
  onTestFinished(() => server.stop());
  await server.start();
  engine.tick({ broker: AWAY });
  engine.tick({ broker: AWAY });
  engine.tick();
  expect(text.match(/refused the connection/g)).toHaveLength(1);
  expect(text).toContain("The broker is connected");
  expect(text).toContain("redis://:********@h");
  expect(text).not.toContain("hunter2");
});

test("commands are written to the audit file; one that was asked for must be writable, the default need not", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-audit-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const file = path.join(dir, "a.jsonl");
  const server = await startTestServer([`--audit-log=${file}`]);
  await server.ask("/api/v1/commands/ping", POST);
  expect(
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).phase),
  ).toEqual(["requested", "finished"]);
  await expect(startTestServer(["--audit-log=/dev/null/a"])).rejects.toMatchObject({ code: "conflict" });
  const config = { ...configOf("--demo"), data: placeData({ dataDir: "/dev/null/a" }, ["demo"]) };
  const lenient = createServer({ config, engine: createFakeEngine(), pages: null, log: SILENT });
  onTestFinished(() => lenient.stop());
  await lenient.start();
  expect(existsSync("/dev/null/a")).toBe(false);
});

test("what cannot be written down is not done, and /metrics counts it", async () => {
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-data-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const server = await startTestServer([`--data-dir=${dir}`]);
  const ping = async () => (await server.ask("/api/v1/commands/ping", POST)).status;
  const unwritten = async () =>
    /umbel_unwritten_total\{of="audit"\} (\d+)/.exec((await server.ask("/metrics")).text)?.[1];
  expect([await ping(), await unwritten()]).toEqual([200, "0"]);
  rmSync(dir, { recursive: true });
  expect([await ping(), await unwritten()]).toEqual([500, "1"]);
});
