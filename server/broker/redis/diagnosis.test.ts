// The ways in which a first start goes wrong: each told apart, with what to do.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { makeCertificates, redisTlsArgs } from "../../../e2e/fixtures/certificates.ts";
import { freePort } from "../../../e2e/fixtures/process.ts";
import { startSentinels } from "../../../e2e/fixtures/sentinel.ts";
import { listen } from "../watch.test-helper.ts";
import { REDIS_RIGHTS } from "./connection/replies.ts";
import { client, server, transport, watch } from "./redis.test-helper.ts";

const SOON = { timeout: 10_000 };
const problemOf = async (url: string, options: object = {}) =>
  (await watch(url, { transport: transport(options) })).problem();

describe("what answers is something else", () => {
  it("a web server, RabbitMQ, or nothing that is known", async () => {
    const web = createServer((_, response) => void response.end());
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void web.close());
    const address = web.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await problemOf(`redis://127.0.0.1:${port}`)).toMatchObject({
      code: "protocol",
      text: expect.stringContaining("web server"),
    });
    const rabbit = await listen((socket) => socket.once("data", () => socket.end("AMQP\0\0\x09\x01")));
    expect(await problemOf(`redis://127.0.0.1:${rabbit}`)).toMatchObject({
      code: "protocol",
      text: expect.stringContaining("RabbitMQ"),
      remedy: expect.stringContaining("amqp://"),
    });
    const other = await listen((socket) => socket.end("SSH-2.0-x\r\n"));
    expect(await problemOf(`redis://127.0.0.1:${other}`)).toMatchObject({
      code: "protocol",
      text: expect.stringContaining("not a Redis"),
    });
  });

  it("a Redis Cluster", async () => {
    const { url } = await server({ args: ["--cluster-enabled", "yes"] });
    expect(await problemOf(url)).toMatchObject({
      code: "protocol",
      text: expect.stringContaining("Redis Cluster"),
      remedy: expect.stringContaining("kombu does not support"),
    });
    expect(await problemOf(url.replace(/0$/, "1"))).toMatchObject({
      text: expect.stringContaining("Cluster"),
    });
  });

  it("a unix socket that is not there", async () => {
    const missing = join(tmpdir(), `umbel-${randomUUID()}.sock`);
    expect(await problemOf(`redis+socket://${missing}`)).toMatchObject({
      code: "refused",
      text: `The unix socket ${missing} is not there.`,
    });
  });

  it("a Redis that loads, then is ready", async () => {
    const redis = await server({ args: ["--rdbcompression", "no"] });
    const admin = client(redis.url);
    const fill = admin.pipeline();
    for (let i = 0; i < 400; i += 1) fill.set(`k${i}`, "x".repeat(2_000));
    await fill.exec();
    await admin.save();
    admin.disconnect();
    await redis.pause("SIGKILL");
    const watched = await watch(redis.url);
    const back = redis.resume([
      "--key-load-delay",
      "4000",
      "--loading-process-events-interval-bytes",
      "1024",
    ]);
    await vi.waitFor(
      () =>
        expect(watched.statuses.map(({ problem }) => problem?.text ?? "").join()).toContain("still loading"),
      SOON,
    );
    await back;
    await watched.connected();
  });
});

describe("TLS", () => {
  it("is spoken where it is not expected, and wants a certificate", async () => {
    const made = await makeCertificates();
    onTestFinished(() => made.remove());
    const { port } = await server({ tls: true, args: redisTlsArgs(made) });
    expect(await problemOf(`redis://127.0.0.1:${port}`)).toMatchObject({
      code: "tls",
      text: expect.stringContaining("speaks TLS"),
      remedy: expect.stringContaining("rediss://"),
    });
    const ca = `ssl_cert_reqs=required&ssl_ca_certs=${encodeURIComponent(made.ca)}`;
    expect(await problemOf(`rediss://127.0.0.1:${port}?${ca}`)).toMatchObject({
      code: "tls",
      text: "The server wants a client certificate.",
      remedy: expect.stringContaining("ssl_certfile"),
    });
    const own = { ssl_cert_reqs: "CERT_REQUIRED", ssl_ca_certs: made.ca, ssl_certfile: made.client.cert };
    const options = { broker_use_ssl: { ...own, ssl_keyfile: made.client.key } };
    expect(await problemOf(`redis://127.0.0.1:${port}`, options)).toBeNull();
    const unverified = await watch(
      `rediss://127.0.0.1:${port}?ssl_certfile=${made.client.cert}&ssl_keyfile=${made.client.key}`,
    );
    await unverified.connected();
    expect(unverified.notices()).toEqual([expect.objectContaining({ key: "redis-tls" })]);
    expect(unverified.broker.warnings).toHaveLength(1);
  });
});

describe("rights", () => {
  it("an unknown user, and a password where none is set", async () => {
    const { port } = await server();
    expect(await problemOf(`redis://nobody:pw@127.0.0.1:${port}`)).toMatchObject({
      code: "auth",
      text: expect.stringContaining("user nobody"),
    });
    expect(await problemOf(`redis://:pw@127.0.0.1:${port}`)).toMatchObject({
      code: "auth",
      text: expect.stringContaining("no password set"),
    });
  });

  it("channels: the rule to add is the one that helps, also with a prefix", async () => {
    const { port, url } = await server();
    const admin = client(url);
    await admin.call("ACL", "SETUSER", "deaf", "on", ">pw", "~*", "resetchannels", ...REDIS_RIGHTS);
    const options = { transport: transport({ global_keyprefix: "acme:" }) };
    const watched = await watch(`redis://deaf:pw@127.0.0.1:${port}/0`, options);
    const remedy = (await watched.problem())?.remedy ?? "";
    expect(remedy).toContain("&acme:/0.celeryev*");
    const rules = [...remedy.matchAll(/'(&[^']+)'/g)].map(([, rule = ""]) => rule);
    await admin.call("ACL", "SETUSER", "deaf", ...rules);
    await watched.connected();
    await admin.publish("acme:/0.celeryev/task.multi", "x");
    await vi.waitFor(() => expect(watched.deliveries).toHaveLength(1), SOON);
    expect(await watched.broker.publishControl({ body: "{}" })).toEqual({ receivers: 0 });
  });

  it("a user who hears but may not send is told which channel", async () => {
    const { port, url } = await server();
    const admin = client(url);
    await admin.call("ACL", "SETUSER", "ear", "on", ">pw", "~*", "&/0.celeryev*", ...REDIS_RIGHTS);
    const { connected, broker } = await watch(`redis://ear:pw@127.0.0.1:${port}/0`);
    await connected();
    await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
      code: "broker_unavailable",
      message: expect.stringMatching(/may not publish to Celery's control channel.*&\/0\.celery\.pidbox/),
    });
  });
});

describe("connected, but not well", () => {
  it("a full Redis is a finding, refuses commands clearly, and is well again by itself", async () => {
    const { url } = await server({ args: ["--maxmemory-policy", "noeviction"] });
    const admin = client(url);
    const { connected, notices, broker } = await watch(url, { checkEveryMs: 100 });
    await connected();
    await admin.config("SET", "maxmemory", "1mb");
    await vi.waitFor(() => expect(notices().map(({ key }) => key)).toEqual(["redis-oom"]), SOON);
    await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
      code: "broker_unavailable",
      message: expect.stringContaining("out of memory"),
    });
    await admin.config("SET", "maxmemory", "0");
    await vi.waitFor(() => expect(notices()).toEqual([]), SOON);
    expect(await broker.publishControl({ body: "{}" })).toEqual({ receivers: 0 });
  });

  it("a replica: events come, commands do not", async () => {
    const master = await server({ args: ["--repl-diskless-sync-delay", "0"] });
    const replica = await server({ args: ["--replicaof", `127.0.0.1 ${master.port}`] });
    const { connected, notices, deliveries, broker } = await watch(replica.url);
    await connected();
    expect(notices()).toEqual([
      expect.objectContaining({
        key: "redis-replica",
        text: expect.stringContaining(`127.0.0.1:${master.port}`),
      }),
    ]);
    const worker = client(master.url);
    await vi.waitFor(async () => {
      await worker.publish("/0.celeryev/worker.heartbeat", "x");
      expect(deliveries.length).toBeGreaterThan(0);
    }, SOON);
    await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
      message: expect.stringContaining("read-only replica"),
    });
  });

  it("workers on another database, under another prefix or exchange: where they are, and what to set", async () => {
    const { url, port } = await server();
    const worker = client(url);
    const { notices, connected } = await watch(`redis://127.0.0.1:${port}/0`, {
      silenceMs: 50,
      checkEveryMs: 100,
    });
    await connected();
    const channels = [
      "/1.celeryev/worker.heartbeat",
      "acme:/0.celeryev/worker.heartbeat",
      "/0.myev/worker.heartbeat",
    ];
    const beat = setInterval(() => {
      for (const channel of channels) void worker.publish(channel, "x");
    }, 50);
    onTestFinished(() => clearInterval(beat));
    await vi.waitFor(() => expect(notices()).toHaveLength(1), SOON);
    const [{ key, text } = { key: "", text: "" }] = notices();
    expect(key).toBe("redis-elsewhere");
    expect(text).toContain("they speak on database 1, the broker URL names 0: end it with /1");
    expect(text).toContain(`set --broker-transport-options '{"global_keyprefix":"acme:"}'`);
    expect(text).toContain(`set --broker-transport-options '{"event_exchange":"myev"}'`);
    // Somebody is heard here after all.
    await worker.publish("/0.celeryev/worker.heartbeat", "x");
    await vi.waitFor(() => expect(notices()).toEqual([]), SOON);
  });

  it("workers elsewhere that share one channel for all events, and nobody anywhere", async () => {
    const { url } = await server();
    const worker = client(url);
    const { notices, connected } = await watch(url, { silenceMs: 50, checkEveryMs: 100 });
    await connected();
    const beat = setInterval(() => void worker.publish("/2.celeryev", "x"), 20);
    onTestFinished(() => clearInterval(beat));
    await vi.waitFor(() => expect(notices()[0]?.text).toContain("end it with /2"), SOON);
    clearInterval(beat);
    await vi.waitFor(() => expect(notices()).toEqual([]), { timeout: 15_000 });
  });

  it("takes over another sep before it says anything, and says so", async () => {
    const { url } = await server();
    const worker = client(url);
    await worker.sadd("_kombu.binding.celery.pidbox", "::w1@h.celery.pidbox");
    await worker.sadd("_kombu.binding.mail", "mail::mail");
    await worker.lpush("mail:3", "x");
    const { connected, notices, broker } = await watch(url);
    await connected();
    expect(notices()).toEqual([expect.objectContaining({ key: "redis-sep" })]);
    expect(await broker.discoverQueues()).toEqual(["mail"]);
    expect(await broker.queueDepths(["mail"])).toMatchObject([{ depth: 1 }]);
    broker.adopt({ prioritySteps: [0, 5] });
    await worker.lpush("mail:5", "y");
    expect(await broker.queueDepths(["mail"])).toMatchObject([{ depth: 1 }]);
  });
});

describe("Sentinel", () => {
  it("tells a wrong master, a wrong password, a Redis in its place, and itself in a Redis' place", async () => {
    const cluster = await startSentinels();
    onTestFinished(() => cluster.stop());
    const [port = 0] = cluster.ports;
    const one = `sentinel://127.0.0.1:${port}/0`;
    expect(await problemOf(one, { ...cluster.transportOptions, master_name: "other" })).toMatchObject({
      code: "protocol",
      text: expect.stringContaining("no master called other"),
      remedy: expect.stringContaining("It knows mymaster"),
    });
    expect(await problemOf(one, { master_name: "mymaster" })).toMatchObject({
      code: "auth",
      remedy: expect.stringContaining("sentinel_kwargs"),
    });
    expect(await problemOf(`redis://:sentinels-only@127.0.0.1:${port}/0`)).toMatchObject({
      code: "protocol",
      text: expect.stringContaining("is a Sentinel"),
    });
    const master = await cluster.master();
    expect(await problemOf(`sentinel://127.0.0.1:${master}/0`, { master_name: "mymaster" })).toMatchObject({
      code: "protocol",
      text: expect.stringContaining("not a Sentinel"),
    });
    const dead = `sentinel://127.0.0.1:${await freePort()};sentinel://127.0.0.1:${await freePort()}`;
    expect(await problemOf(dead, cluster.transportOptions)).toMatchObject({
      code: "refused",
      text: expect.stringContaining("None of the 2 Sentinels"),
    });
    // One of two is enough.
    expect(await problemOf(`${dead};${one}`, cluster.transportOptions)).toBeNull();
  });
});
