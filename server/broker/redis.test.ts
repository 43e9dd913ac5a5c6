// What only Redis has: passwords, users, databases, TLS, the ways to be away, priorities, unacked, stale mailboxes.
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Redis } from "ioredis";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BrokerStatus } from "#lib/live/views.ts";
import { createBroker } from "./create-broker.ts";
import { replyQueue, SEP } from "./names.ts";
import type { Delivery } from "./port.ts";
import { createRedisBroker } from "./redis.ts";
import { REDIS_RIGHTS } from "./redis-problems.ts";
import { freePort, type RedisServer, type RedisServerOptions, startRedisServer } from "./redis-server.ts";
import { unpackTo } from "./unpack-batch.test-helper.ts";

const cleanups: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function server(options?: RedisServerOptions): Promise<RedisServer> {
  const redis = await startRedisServer(options);
  cleanups.push(() => redis.stop());
  return redis;
}

function client(url: string): Redis {
  const redis = new Redis(url);
  cleanups.push(() => redis.disconnect());
  return redis;
}

async function watch(url: string) {
  const statuses: BrokerStatus[] = [];
  const deliveries: Delivery[] = [];
  const broker = createRedisBroker(url, { random: () => 0 });
  cleanups.push(() => broker.stop());
  await broker.start({
    onDelivery: (delivery) => void deliveries.push(delivery),
    onBatch: unpackTo((delivery) => void deliveries.push(delivery)),
    onStatus: (status) => void statuses.push(status),
  });
  const settled = () =>
    vi.waitFor(() => expect(statuses.at(-1)?.state).not.toBe("connecting"), { timeout: 10_000 });
  const problem = async () => {
    await settled();
    return statuses.at(-1)?.problem;
  };
  return { broker, statuses, deliveries, settled, problem };
}

describe("Redis, authenticated", () => {
  it("uses the password of the URL, and tells missing from wrong", async () => {
    const { port } = await server({ args: ["--requirepass", "p@ss"] });
    const right = await watch(`redis://:p%40ss@127.0.0.1:${port}/0`);
    expect(await right.problem()).toBeNull();
    expect(right.statuses.at(-1)?.url).not.toContain("p@ss");
    const none = await watch(`redis://127.0.0.1:${port}/0`);
    expect(await none.problem()).toMatchObject({ code: "auth", text: expect.stringContaining("none") });
    const wrong = await watch(`redis://:secret@127.0.0.1:${port}/0`);
    const problem = await wrong.problem();
    expect(problem).toMatchObject({ code: "auth", text: expect.stringContaining("refused") });
    expect(JSON.stringify(problem)).not.toContain("secret");
  });

  it("works with exactly the rights that are documented, and names the missing channel right", async () => {
    const { port, url } = await server();
    const admin = client(url);
    await admin.call(
      "ACL",
      "SETUSER",
      "ok",
      "on",
      ">pw",
      "~*",
      "&/0.celeryev*",
      "&/0.celery.pidbox",
      ...REDIS_RIGHTS,
    );
    await admin.call("ACL", "SETUSER", "deaf", "on", ">pw", "~*", "resetchannels", ...REDIS_RIGHTS);
    const allowed = await watch(`redis://ok:pw@127.0.0.1:${port}/0`);
    expect(await allowed.problem()).toBeNull();
    await admin.publish("/0.celeryev/task.multi", "x");
    await vi.waitFor(() => expect(allowed.deliveries).toHaveLength(1));
    expect(await allowed.broker.publishControl({ body: "{}" })).toEqual({ receivers: 0 });
    expect(await allowed.broker.queueDepths(["celery"])).toMatchObject([{ depth: 0, unacked: 0 }]);
    expect(await allowed.broker.discoverQueues()).toEqual([]);
    const deaf = await watch(`redis://deaf:pw@127.0.0.1:${port}/0`);
    expect(await deaf.problem()).toMatchObject({
      code: "permission",
      remedy: expect.stringContaining("/0.celeryev*"),
    });
  });

  it("shows events to a user who may only listen, and says why commands cannot go", async () => {
    const { port, url } = await server();
    const admin = client(url);
    await admin.call("ACL", "SETUSER", "eye", "on", ">pw", "~*", "&*", "+psubscribe", "+subscribe", "+ping");
    const { broker, problem, deliveries } = await watch(`redis://eye:pw@127.0.0.1:${port}/0`);
    expect(await problem()).toBeNull();
    await admin.publish("/0.celeryev/worker.heartbeat", "x");
    await vi.waitFor(() => expect(deliveries).toHaveLength(1));
    await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
      code: "broker_unavailable",
      message: expect.stringContaining("right"),
    });
    await expect(broker.queueDepths(["celery"])).resolves.toMatchObject([{ depth: null, unacked: null }]);
  });
});

describe("Redis, in another database", () => {
  it("listens to that database's channel only and counts its lists", async () => {
    const { port } = await server();
    const worker = client(`redis://127.0.0.1:${port}/2`);
    const { broker, deliveries, settled } = await watch(`redis://127.0.0.1:${port}/2`);
    await settled();
    await worker.publish("/0.celeryev/task.multi", "other");
    await worker.publish("/2.celeryev/task.multi", "ours");
    // `fanout_patterns: False`: everything on one channel.
    await worker.publish("/2.celeryev", "ours too");
    await vi.waitFor(() => expect(deliveries).toHaveLength(2));
    await worker.lpush("mail", "a", "b");
    await worker.lpush(`mail${SEP}3`, "c");
    await worker.lpush(`mail${SEP}9`, "d");
    expect(await broker.queueDepths(["mail", "none"])).toEqual([
      { queue: "mail", depth: 4, unacked: 0, consumers: null },
      { queue: "none", depth: 0, unacked: 0, consumers: null },
    ]);
    const high = await watch(`redis://127.0.0.1:${port}/99`);
    expect(await high.problem()).toMatchObject({ text: expect.stringContaining("no database 99") });
  });
});

describe("Redis over TLS", () => {
  it("connects unverified as kombu does, verifies when asked, and tells what is wrong", async () => {
    const directory = await mkdtemp(join(tmpdir(), "umbel-tls-"));
    cleanups.push(() => rm(directory, { recursive: true, force: true }));
    const key = join(directory, "key.pem");
    const cert = join(directory, "cert.pem");
    await promisify(execFile)("openssl", [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost".split(
        " ",
      ),
      ...["-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert],
    ]);
    const files = ["--tls-cert-file", cert, "--tls-key-file", key, "--tls-ca-cert-file", cert];
    const { port } = await server({ tls: true, args: [...files, "--tls-auth-clients", "no"] });
    const ca = `ssl_ca_certs=${encodeURIComponent(cert)}`;

    const unverified = await watch(`rediss://127.0.0.1:${port}/0`);
    expect(await unverified.problem()).toBeNull();
    expect(unverified.statuses.at(-1)?.transport).toBe("rediss");
    const verified = await watch(`rediss://localhost:${port}/0?ssl_cert_reqs=CERT_REQUIRED&${ca}`);
    expect(await verified.problem()).toBeNull();
    const byAddress = `rediss://127.0.0.1:${port}/0?ssl_cert_reqs=required&${ca}`;
    expect(await (await watch(byAddress)).problem()).toMatchObject({
      code: "tls",
      remedy: expect.stringContaining("ssl_check_hostname"),
    });
    expect(await (await watch(`${byAddress}&ssl_check_hostname=false`)).problem()).toBeNull();
    const unknownCa = await watch(`rediss://localhost:${port}/0?ssl_cert_reqs=required`);
    expect(await unknownCa.problem()).toMatchObject({
      code: "tls",
      remedy: expect.stringContaining("ssl_ca_certs"),
    });
    const noFile = await watch(
      `rediss://localhost:${port}/0?ssl_cert_reqs=required&ssl_ca_certs=/nowhere/ca.pem`,
    );
    expect(await noFile.problem()).toMatchObject({ code: "tls", text: expect.stringContaining("missing") });

    const plain = await server();
    const mismatch = await watch(`rediss://127.0.0.1:${plain.port}/0`);
    expect(await mismatch.problem()).toMatchObject({ remedy: expect.stringContaining("use redis://") });
  });
});

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

describe("Redis, what Celery leaves there", () => {
  it("counts unacked messages per queue", async () => {
    const { url } = await server();
    const worker = client(url);
    const { broker, settled } = await watch(url);
    await settled();
    const message = {
      body: "W10=",
      headers: { lang: 'p"y' },
      properties: { delivery_info: { routing_key: "x" } },
    };
    await worker.hset("unacked", {
      a: JSON.stringify([message, "", "mail"]),
      b: `[${JSON.stringify(message)}, "", "mail"]`,
      c: `[${JSON.stringify(message)}, "exchange", "im\\u00e4ges"]`,
      d: "garbage",
    });
    const depths = await broker.queueDepths(["mail", "imäges", "idle"]);
    expect(depths.map(({ unacked }) => unacked)).toEqual([2, 1, 0]);
    await worker.del("unacked");
    await worker.lpush("unacked", "not a hash");
    expect(await broker.queueDepths(["mail", "unacked"])).toMatchObject([
      { depth: 0, unacked: null },
      { depth: 1, unacked: null },
    ]);
    await worker.set("text", "not a list");
    expect(await broker.queueDepths(["text"])).toMatchObject([{ depth: null }]);
  });

  it("finds task queues among results and internal bindings", async () => {
    const { url } = await server();
    const worker = client(url);
    const { broker, settled } = await watch(url);
    await settled();
    const fill = worker.pipeline();
    for (let i = 0; i < 5_000; i += 1) fill.set(`celery-task-meta-${i}`, "{}");
    await fill.exec();
    const bind = (exchange: string, queue: string) =>
      worker.sadd(`_kombu.binding.${exchange}`, `key${SEP}${SEP}${queue}`);
    await bind("mail", "mail");
    await bind("topics", "images");
    await bind("topics", "video");
    await bind("celeryev", "celeryev.1234");
    await bind("celery.pidbox", "w1@h.celery.pidbox");
    await bind("reply.celery.pidbox", "1.reply.celery.pidbox");
    await worker.set("_kombu.binding.not-a-set", "x");
    expect([...(await broker.discoverQueues())].sort()).toEqual(["images", "mail", "video"]);
  });

  it("removes its own dead mailboxes at start and nobody else's", async () => {
    const { url } = await server();
    const worker = client(url);
    const binding = "_kombu.binding.reply.celery.pidbox";
    const host = (await import("node:os")).hostname().replace(/[^A-Za-z0-9.-]/g, "-");
    const dead = `umbel_${host}_${2 ** 22 + 1}_${Date.now().toString(36)}_dead`;
    const foreign = "9d90ee00-8fa0-3d80-8331-680ffcf59420";
    for (const oid of [dead, foreign]) {
      await worker.sadd(binding, `${oid}${SEP}${SEP}${replyQueue(oid)}`);
      await worker.lpush(replyQueue(oid), "old");
    }
    const { settled } = await watch(url);
    await settled();
    const members = (await worker.smembers(binding)).join();
    expect(members).not.toContain(dead);
    expect(members).toContain(foreign);
    expect(await worker.keys("*.reply.celery.pidbox")).toContain(replyQueue(foreign));
    expect(await worker.exists(replyQueue(dead))).toBe(0);
  });

  it("puts its binding back with every request (FLUSHDB)", async () => {
    const { url } = await server();
    const worker = client(url);
    const { broker, settled } = await watch(url);
    await settled();
    await broker.publishControl({ body: "{}" });
    await worker.flushdb();
    await broker.publishControl({ body: "{}" });
    const members = await worker.smembers("_kombu.binding.reply.celery.pidbox");
    expect(members.join()).toContain(broker.replyTo.routingKey);
  });
});

describe("createBroker", () => {
  it.each(["amqp://h", "sqs://", "filesystem://", "localhost:6379", "redis://h/abc", ""])(
    "refuses %j in words",
    (url) => {
      expect(() => createBroker(url)).toThrow(expect.objectContaining({ code: "bad_request" }));
    },
  );
});

async function listen(onConnection: (socket: import("node:net").Socket) => void): Promise<number> {
  const sockets = new Set<import("node:net").Socket>();
  const tcp: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => tcp.listen(0, "127.0.0.1", resolve));
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => tcp.close(resolve));
  });
  const address = tcp.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
