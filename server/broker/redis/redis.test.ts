// The ways Redis can be away, and what is left behind when the broker stops.
import { describe, expect, it, vi } from "vitest";
import { freePort } from "../../../e2e/fixtures/process.ts";
import { createBroker } from "../create-broker.ts";
import { listen } from "../watch.test-helper.ts";
import { client, server, watch } from "./redis.test-helper.ts";

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

describe("Redis, alternates", () => {
  it("goes on to the next, each with its own way in, and round again; the status names the present one", async () => {
    const first = await server();
    const second = await server({ args: ["--requirepass", "theirs"] });
    const watched = await watch(`${first.url};redis://:theirs@127.0.0.1:${second.port}/2`);
    await watched.connected();
    expect(watched.statuses.at(-1)?.url).toBe(first.url);
    await first.pause("SIGKILL");
    await vi.waitFor(() => expect(watched.statuses.at(-1)).toMatchObject({ state: "connected" }), 10_000);
    await vi.waitFor(() => expect(watched.statuses.at(-1)?.url).toContain(`${second.port}/2`), 10_000);
    expect(JSON.stringify(watched.statuses)).not.toContain("theirs");
    expect(watched.statuses.map(({ problem }) => problem?.remedy ?? "").join()).toContain("2 alternates");
    const worker = client(`redis://:theirs@127.0.0.1:${second.port}`);
    await worker.publish("/2.celeryev/worker.heartbeat", "x");
    worker.disconnect();
    await vi.waitFor(() => expect(watched.deliveries).toHaveLength(1));
    await first.resume();
    await second.pause("SIGKILL");
    await vi.waitFor(() => {
      expect(watched.statuses.at(-1)).toMatchObject({ state: "connected", url: first.url });
    }, 10_000);
  });
});

describe("Redis, cut again and again", () => {
  it("leaks no connection over 200 reconnects", async () => {
    const { url } = await server();
    const admin = client(url);
    // Below any real jitter: no wait between two attempts.
    const { statuses, connected } = await watch(url, { random: () => -1 });
    await connected();
    const connects = () => statuses.filter(({ state }) => state === "connected").length;
    const clients = async () =>
      String(await admin.client("LIST"))
        .trim()
        .split("\n").length;
    const before = await clients();
    for (let cut = 1; cut <= 200; cut += 1) {
      const kinds = cut % 2 === 0 ? ["pubsub", "normal"] : ["normal"];
      for (const kind of kinds) await admin.call("CLIENT", "KILL", "TYPE", kind, "SKIPME", "yes");
      await vi.waitFor(() => expect(connects()).toBeGreaterThan(cut), { timeout: 5_000, interval: 1 });
    }
    await vi.waitFor(async () => expect(await clients()).toBe(before));
  }, 60_000);
});

describe("createBroker", () => {
  it.each(["kafka://h", "filesystem://", "localhost:6379", "redis://h/abc", ""])(
    "refuses %j in words",
    async (url) => {
      await expect(createBroker(url)).rejects.toMatchObject({ code: "bad_request" });
    },
  );
});
