// Warming up is reading, comes before the subscription, and leaves nothing behind.
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { beforeEach, expect, it, vi } from "vitest";
import { DEFAULT_TRANSPORT } from "#lib/kombu/transport-options.ts";
import { redisNames } from "../names.ts";

beforeEach(() => {
  // Once a thread: each test is one.
  vi.resetModules();
});

it("takes made-up messages by the way that real ones take, and once", async () => {
  const { Intake } = await import("./intake.ts");
  const { Batcher } = await import("./batcher.ts");
  const { SlabWriter } = await import("./slab.ts");
  const heard = vi.spyOn(Intake.prototype, "onMessage");
  const added = vi.spyOn(Batcher.prototype, "add");
  const settled = vi.spyOn(SlabWriter.prototype, "settle");
  const { warmUp } = await import("./warm-up.ts");
  const read = warmUp();
  expect(read).toBeGreaterThan(5_000);
  expect(heard).toHaveBeenCalledTimes(read);
  expect(added).toHaveBeenCalledTimes(read);
  expect(settled).toHaveBeenCalled();
  expect(warmUp()).toBe(0);
});

it("is done before anything is asked for, and nothing of it is handed on or counted", async () => {
  const { Intake } = await import("./intake.ts");
  const { LocalReader } = await import("./local-reader.ts");
  const heard = vi.spyOn(Intake.prototype, "onMessage");
  const asked = new Map<string, number>();
  const server = createServer((socket) => {
    socket.on("data", (data) => {
      const [, name = ""] = /\r\n([A-Za-z]+)\r\n/.exec(data.toString()) ?? [];
      asked.set(name.toLowerCase(), heard.mock.calls.length);
      socket.write("+OK\r\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  const onBatch = vi.fn();
  const reader = new LocalReader({ onBatch, onClosed: vi.fn() });
  const address = { kind: "tcp", host: "127.0.0.1", port } as const;
  const subscription = await reader.open(
    { address, username: null, password: null, db: 0, tls: null },
    redisNames(0, DEFAULT_TRANSPORT, false).events,
    new AbortController().signal,
  );
  expect(asked.get("psubscribe")).toBeGreaterThan(5_000);
  expect(heard).toHaveBeenCalledTimes(asked.get("psubscribe") ?? 0);
  expect(onBatch).not.toHaveBeenCalled();
  expect(reader.figures()).toEqual({ messages: 0, bytes: 0, dropped: { task: 0, worker: 0, reply: 0 } });
  subscription.close();
  server.close();
});
