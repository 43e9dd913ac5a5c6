// What Celery and kombu 5.7 do otherwise at the broker, each on the real thing.
import { Redis } from "ioredis";
import { expect, onTestFinished, test, vi } from "vitest";
import { watch } from "../../server/broker/amqp/amqp.test-helper.ts";
import { transport, watch as watchRedis } from "../../server/broker/redis/redis.test-helper.ts";
import { type CelerySettings, startCelery } from "../fixtures/celery.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { startRabbitMq } from "../fixtures/rabbitmq.ts";
import { startRedis } from "../fixtures/redis.ts";
import { sendFromUmbel } from "../fixtures/send-task.ts";
import { startSentinels } from "../fixtures/sentinel.ts";
import { command, startEngine, stateOf } from "./redis-forms.ts";

const SOON = { timeout: 20_000, interval: 50 };
const WORKER = "w1@test";

async function workerAt(url: string, queue: string, settings: CelerySettings = {}) {
  const celery = await startCelery(PIP_PYTHON, url, { resultBackend: "", ...settings });
  onTestFinished(() => celery.stop());
  await celery.worker(WORKER, ["-E", "-c", "1", "-Q", queue]);
  return celery;
}

test("A21: kombu's books about bindings are no queues, sweeping them deafens nobody, and x-expires is honoured", {
  timeout: 90_000,
}, async () => {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const client = new Redis(server.url);
  onTestFinished(() => client.disconnect());
  const engine = await startEngine(server.url);
  const expiring = { exchange: "short", routing_key: "short", queue_arguments: { "x-expires": 60_000 } };
  const conf = { task_queues: { short: expiring, celery: { exchange: "celery", routing_key: "celery" } } };
  const celery = await workerAt(server.url, "short,celery", { conf });
  expect(await client.keys("_kombu.binding_*")).toEqual(
    expect.arrayContaining(["_kombu.binding_deadlines", "_kombu.binding_permanent.celery"]),
  );
  const pong = { missing: [], replies: [{ hostname: WORKER, text: "pong" }] };
  await vi.waitFor(async () => expect(await engine.send(command("ping", {}))).toMatchObject(pong), SOON);
  await vi.waitFor(async () => {
    const queues = await engine.query("queues", {});
    expect(queues.map(({ key }) => key).sort()).toEqual(["celery", "short"]);
  }, SOON);
  const ours = await sendFromUmbel(engine, { name: "shop.add", args: [20, 22], queue: "short" });
  await vi.waitFor(async () => expect(await stateOf(engine, ours)).toBe("SUCCESS"), SOON);

  // Whoever asks with Celery's own client leaves the reply binding with a deadline of an hour; it is over.
  expect(await celery.ask({ do: "inspect", method: "ping" })).toEqual({ [WORKER]: { ok: "pong" } });
  expect(await client.zscore("_kombu.binding_deadlines", "reply.celery.pidbox")).not.toBeNull();
  await client.del("_kombu.binding.reply.celery.pidbox");
  expect(await engine.send(command("ping", {}))).toMatchObject(pong);

  // Nobody consumes: what waits goes by itself after the time, and so does the picture of it.
  await celery.ask({ do: "inspect", method: "ping" });
  await engine.send(command("cancel_consumer", { queue: "short" }));
  await celery.send("shop.add", [1, 1], { options: { queue: "short" } });
  const depth = async () => (await engine.query("queues", {})).find(({ key }) => key === "short")?.depth;
  await vi.waitFor(async () => expect(await depth()).toBe(1), SOON);
  // Not left to the producer: a message that a cancelled consumer puts back has no expiry.
  await client.pexpire("short", 1);
  await vi.waitFor(async () => expect(await depth()).toBe(0), SOON);
});

test("A21: with sentinel_fanout_compat each event counts once, and each command is carried out once", {
  timeout: 90_000,
}, async () => {
  const cluster = await startSentinels();
  onTestFinished(() => cluster.stop());
  const { url, transportOptions } = cluster;
  const options = { ...transportOptions, sentinel_fanout_compat: true };
  const engine = await startEngine(url, options);
  const listener = await watchRedis(url, { transport: transport(options) });
  await listener.connected();
  const celery = await workerAt(url, "celery", { conf: { broker_transport_options: options } });
  await vi.waitFor(async () => {
    expect((await engine.query("worker", { hostname: WORKER }))?.inspection?.conf?.value).not.toBeNull();
  }, SOON);
  const client = cluster.client();
  onTestFinished(() => client.disconnect());
  const said = { formatted: 0, literal: 0 };
  client.on("pmessage", (_, channel: string) => {
    if (!channel.includes("heartbeat")) said[channel.startsWith("/{db}") ? "literal" : "formatted"] += 1;
  });
  await client.psubscribe("/0.celeryev/*", "/{db}.celeryev/*");
  const worker = async () => (await engine.query("worker", { hostname: WORKER }))?.worker;
  const slots = (await worker())?.slots;
  const ids = await Promise.all(Array.from({ length: 10 }, () => celery.send("shop.add", [1, 2])));
  for (const id of ids) await vi.waitFor(async () => expect(await stateOf(engine, id)).toBe("SUCCESS"), SOON);
  // The worker does say each of them twice.
  await vi.waitFor(() => {
    expect(said.literal).toBeGreaterThanOrEqual(10);
    expect(said.literal).toBe(said.formatted);
  }, SOON);
  const tags = listener.deliveries.map(({ payload }) => {
    const envelope = JSON.parse(Buffer.from(payload as Uint8Array).toString()); // on Redis always bytes
    return envelope.properties.delivery_tag;
  });
  expect(tags.length).toBeGreaterThanOrEqual(10);
  expect(tags).toEqual([...new Set(tags)]);
  const grown = await engine.send(command("pool_grow", { n: 1 }));
  expect(grown.replies).toHaveLength(1);
  await vi.waitFor(async () => expect((await worker())?.slots).toBe((slots ?? 0) + 1), SOON);
});

test("A21: the exclusive queues of workers on RabbitMQ are in nobody's way", {
  timeout: 120_000,
}, async () => {
  const rabbitmq = await startRabbitMq();
  onTestFinished(() => rabbitmq.stop());
  const celery = await workerAt(rabbitmq.url, "celery");
  await celery.send("shop.add", [1, 1], { options: { queue: "idle" } });
  const exclusive = `${WORKER}.celery.pidbox`;
  for (const api of [rabbitmq.apiUrl, "http://guest:guest@127.0.0.1:1"]) {
    const { broker, connected, deliveries } = await watch(rabbitmq.url, { api });
    await connected();
    const asked = ["idle", exclusive, "no-such-queue", "celery"];
    await vi.waitFor(async () => {
      const depths = await broker.queueDepths(asked);
      expect(depths.map(({ queue, depth }) => [queue, depth])).toEqual(
        expect.arrayContaining([
          ["idle", 1],
          ["no-such-queue", null],
          ["celery", 0],
        ]),
      );
      expect(depths).toHaveLength(asked.length);
    }, SOON);
    const listed = api === rabbitmq.apiUrl ? ["celery", "idle"] : [];
    expect([...(await broker.discoverQueues())].sort()).toEqual(listed);
    expect(await broker.peekQueue(exclusive, 10)).toMatchObject({ messages: [] });
    await expect(broker.purgeQueue(exclusive)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("exclusive"),
    });
    expect(await broker.queueDepths(["idle"])).toMatchObject([{ depth: 1 }]);
    await broker.publishControl({ body: JSON.stringify({ method: "heartbeat", arguments: {} }) });
    await vi.waitFor(() => expect(deliveries.length).toBeGreaterThan(0), SOON);
    await broker.stop();
  }
});
