// What Celery leaves in Redis: unacked messages, bindings of queues, mailboxes of those who are gone.
import { describe, expect, it, vi } from "vitest";
import { SEP } from "../names.ts";
import { redisNames, replyList } from "./names.ts";
import { client, server, transport, watch } from "./redis.test-helper.ts";

const replyQueue = (oid: string) => replyList(redisNames(0), oid);

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

  it("shows what waits in the order in which it is taken, urgent priorities first, and not too much of it", async () => {
    const { url } = await server();
    const worker = client(url);
    const { broker, settled } = await watch(url);
    await settled();
    for (const [list, message] of [
      [`mail${SEP}9`, "last"],
      ["mail", "first"],
      [`mail${SEP}3`, "third"],
      ["mail", "second"],
    ] as const)
      await worker.lpush(list, message);
    const peek = async (queue: string, limit: number) => {
      const { messages, total } = await broker.peekQueue(queue, limit);
      return {
        total,
        texts: messages.map((each) => Buffer.from(each instanceof Uint8Array ? each : each.body).toString()),
      };
    };
    expect(await peek("mail", 10)).toEqual({ total: 4, texts: ["first", "second", "third", "last"] });
    expect(await peek("mail", 3)).toEqual({ total: 4, texts: ["first", "second", "third"] });
    expect((await broker.queueDepths(["mail"]))[0]?.byPriority).toEqual([
      { priority: 0, depth: 2 },
      { priority: 3, depth: 1 },
      { priority: 6, depth: 0 },
      { priority: 9, depth: 1 },
    ]);
    expect([await worker.brpop("mail", 1), await worker.rpop(`mail${SEP}9`)]).toEqual([
      ["mail", "first"],
      "last",
    ]);
    const large = "x".repeat(1024 * 1024);
    for (let i = 0; i < 20; i += 1) await worker.lpush("large", large);
    const { messages, total } = await broker.peekQueue("large", 1_000);
    expect([total, messages.length]).toEqual([20, 4]);
    await worker.set("text", "not a list");
    await expect(broker.peekQueue("text", 1)).rejects.toMatchObject({ code: "broker_unavailable" });
  });

  it("knows of no unacked message where acknowledgement is not emulated", async () => {
    const { url } = await server();
    const { broker, settled } = await watch(url, { transport: transport({ ack_emulation: false }) });
    await settled();
    expect(await broker.queueDepths(["mail"])).toMatchObject([{ depth: 0, unacked: null }]);
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

  it("A9: lists thousands of queues, forgets those that are gone, and says what it leaves out", async () => {
    const { url } = await server();
    const worker = client(url);
    const { broker, settled, notices } = await watch(url, { checkEveryMs: 20 });
    await settled();
    const fill = worker.pipeline();
    for (let i = 0; i < 3_000; i += 1) fill.sadd(`_kombu.binding.e${i}`, `q${i}${SEP}${SEP}q${i}`);
    for (let i = 0; i < 7_010; i += 1) fill.sadd("_kombu.binding.topics", `k${SEP}${SEP}t${i}`);
    await fill.exec();
    expect(await broker.discoverQueues()).toHaveLength(10_000);
    await vi.waitFor(() => {
      expect(notices()).toMatchObject([{ key: "queues-unlisted", text: expect.stringContaining("10 more") }]);
    });
    await worker.del("_kombu.binding.topics");
    await broker.discoverQueues();
    expect(await broker.discoverQueues()).toHaveLength(3_000);
    await vi.waitFor(() => expect(notices()).toEqual([]));
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

  it("A1: takes away what older versions left in any spelling, and whatever of its own deafens a worker", async () => {
    const { url } = await server();
    const worker = client(url);
    const binding = "_kombu.binding.reply.celery.pidbox";
    const born = Date.now().toString(36);
    const host = (await import("node:os")).hostname().replace(/[^A-Za-z0-9.-]/g, "-");
    const dead = `umbel_${host}_${2 ** 22 + 1}_${born}_dead`;
    // Nobody can tell from here whether it lives.
    const elsewhere = `umbel_other-host_7_${born}_living`;
    const foreign = "9d90ee00-8fa0-3d80-8331-680ffcf59420";
    const member = (oid: string, sep: string) => `${oid}${sep}${sep}${replyQueue(oid)}`;
    for (const sep of [SEP, ":", "__"]) await worker.sadd(binding, member(dead, sep));
    await worker.sadd(binding, member(elsewhere, SEP), member(elsewhere, ":"), member(foreign, SEP));
    const { settled, notices } = await watch(url, { checkEveryMs: 50 });
    await settled();
    const left = [member(elsewhere, SEP), member(elsewhere, ":"), member(foreign, SEP)];
    expect((await worker.smembers(binding)).sort()).toEqual(left.sort());
    expect(notices()).toEqual([]);
    // From here on it is known which spelling a worker cannot read.
    await worker.sadd("_kombu.binding.celery.pidbox", "::w1@h.celery.pidbox");
    await vi.waitFor(async () => {
      const kept = [member(elsewhere, ":"), member(foreign, SEP)];
      expect((await worker.smembers(binding)).sort()).toEqual(kept.sort());
      expect(notices().map(({ key }) => key)).toEqual(["redis-sep", "redis-deaf-workers"]);
    });
    await worker.sadd("_kombu.binding.celery.pidbox", `${SEP}${SEP}w2@h.celery.pidbox`);
    await worker.srem(binding, member(foreign, SEP));
    await vi.waitFor(async () => {
      expect(await worker.smembers(binding)).toEqual([]);
      expect(notices().map(({ key }) => key)).toEqual(["redis-sep", "redis-mixed-seps"]);
    });
  });

  it("A1: the reply list always has an expiry, however its replies come and Umbel ends", async () => {
    const { url } = await server();
    const worker = client(url);
    const { broker, settled, deliveries, statuses } = await watch(url);
    await settled();
    const list = broker.replyTo.routingKey;
    expect(await worker.keys("*")).toEqual([]);
    await broker.publishControl({ body: "{}" });
    expect(await worker.ttl(list)).toBeGreaterThan(0);
    const texts = () => deliveries.map(({ payload }) => Buffer.from(payload as Uint8Array).toString());
    for (let i = 0; i < 250; i += 1) {
      await worker.lpush(list, `reply ${i}`);
      if (i % 10 === 0) expect(await worker.ttl(list)).toBeGreaterThan(0);
    }
    await vi.waitFor(() => expect(texts()).toEqual(Array.from({ length: 250 }, (_, i) => `reply ${i}`)));
    // A Redis that is full in the same moment: nothing can be put back.
    await worker.multi().lpush(list, "full").config("SET", "maxmemory", "1").exec();
    await vi.waitFor(() => expect(texts().at(-1)).toBe("full"));
    await worker.config("SET", "maxmemory", "0");
    expect(statuses.map(({ state }) => state)).not.toContain("disconnected");
    await worker.flushdb();
    await broker.publishControl({ body: "{}" });
    await worker.lpush(list, "after FLUSHDB");
    await vi.waitFor(() => expect(texts().at(-1)).toBe("after FLUSHDB"));
    await broker.stop();
    await worker.lpush(list, "late");
    expect(await worker.ttl(list)).toBeGreaterThan(0);
    expect(await worker.keys("*")).toEqual([list]);
  });

  it("A1: replies that come to an expired or lost list are read, and leave nothing", async () => {
    const { url } = await server();
    const worker = client(url);
    const { broker, settled, deliveries, statuses } = await watch(url);
    await settled();
    const list = broker.replyTo.routingKey;
    const came = () => deliveries.map(({ payload }) => Buffer.from(payload as Uint8Array).toString());
    const soon = { timeout: 10_000 };
    await worker.lpush(list, "nothing was asked");
    await vi.waitFor(() => expect(came()).toEqual(["nothing was asked"]), soon);
    expect(await worker.exists(list)).toBe(0);
    // The connection goes in the midst of a command, with the answers under way.
    await broker.publishControl({ body: "{}" });
    await worker.multi().lpush(list, "one").call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes").exec();
    await vi.waitFor(
      () => expect(statuses.filter(({ state }) => state === "connected")).toHaveLength(2),
      soon,
    );
    await vi.waitFor(() => expect(came().slice(1)).toEqual(["one"]), soon);
    await vi.waitFor(async () => expect(await worker.ttl(list)).toBeGreaterThan(0), soon);
    await worker.lpush(list, "two");
    await vi.waitFor(() => expect(came().slice(1)).toEqual(["one", "two"]), soon);
    expect(await worker.ttl(list)).toBeGreaterThan(0);
  });

  it("A1: what a worker answered to an Umbel that is long gone gets an expiry", async () => {
    const { url } = await server();
    const worker = client(url);
    const gone = replyQueue("umbel_other-host_7_k_2f1c");
    const foreign = replyQueue("9d90ee00-8fa0-3d80-8331-680ffcf59420");
    await worker.lpush(gone, "late");
    await worker.lpush(foreign, "not ours");
    await watch(url, { checkEveryMs: 20 });
    await vi.waitFor(async () => expect(await worker.ttl(gone)).toBeGreaterThan(0));
    expect(await worker.ttl(foreign)).toBe(-1);
    // It is not given another minute again and again.
    await worker.expire(gone, 30);
    const looks = async () => Number(/cmdstat_info:calls=(\d+)/.exec(await worker.info("commandstats"))?.[1]);
    const before = await looks();
    await vi.waitFor(async () => expect(await looks()).toBeGreaterThan(before + 5));
    expect(await worker.ttl(gone)).toBeLessThanOrEqual(30);
  });
});
