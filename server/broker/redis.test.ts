// The ways Redis can be away, and what is left behind when the broker stops.
import { createServer, type Server, type Socket } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { freePort } from "../../e2e/fixtures/process.ts";
import { createBroker } from "./create-broker.ts";
import { server, watch } from "./redis.test-helper.ts";

describe("Redis, away", () => {
  it("tells the ways apart", async () => {
    const refused = await watch(`redis://127.0.0.1:${await freePort()}/0`);
    expect(await refused.problem()).toMatchObject({ code: "refused" });
    const dns = await watch("redis://no-such-host.invalid/0");
    expect(await dns.problem()).toMatchObject({ code: "dns" });
    const notRedis = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const protocol = await watch(`redis://127.0.0.1:${notRedis}/0`);
    expect(await protocol.problem()).toMatchObject({ code: "protocol" });
  });

  it("stops at once while something that never answers is being tried", async () => {
    const silent = await listen(() => {});
    const { broker } = await watch(`redis://127.0.0.1:${silent}/0`);
    const before = Date.now();
    await broker.stop();
    expect(Date.now() - before).toBeLessThan(2_500);
  });

  it("leaves no socket and no timer", async () => {
    const { url } = await server();
    const handles = () => process.getActiveResourcesInfo().filter((name) => /TCP|Timeout/.test(name)).length;
    const before = handles();
    for (let i = 0; i < 5; i += 1) {
      const { broker, settled } = await watch(url);
      await settled();
      await broker.stop();
    }
    await vi.waitFor(() => expect(handles()).toBeLessThanOrEqual(before));
  });
});

describe("createBroker", () => {
  it.each(["amqp://h/%zz", "kafka://h", "sqs://", "filesystem://", "localhost:6379", "redis://h/abc", ""])(
    "refuses %j in words",
    (url) => {
      expect(() => createBroker(url)).toThrow(expect.objectContaining({ code: "bad_request" }));
    },
  );
});

async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const tcp: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => tcp.close(resolve));
  });
  const address = tcp.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
