// RabbitMQ, as it is: the contract with and without the management API, rights, queues, actions.
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { toQueue } from "#lib/sending/delivery.ts";
import { type RabbitMq, startRabbitMq } from "../../../e2e/fixtures/rabbitmq.ts";
import { brokerContract } from "../contract.ts";
import type { EventBatch, OutgoingTask, QueueDepth } from "../port.ts";
import { channelOf, publishEvent, watch } from "./amqp.test-helper.ts";
import { createAmqpBroker } from "./amqp.ts";
import { AMQP_RIGHTS } from "./problems.ts";
import { startAmqpSide } from "./side.test-helper.ts";

let server: RabbitMq;
beforeAll(async () => {
  server = await startRabbitMq();
}, 60_000);
afterAll(() => server?.stop());

brokerContract("rabbitmq with its management API", async () => {
  const { url, ...side } = await startAmqpSide(server);
  return { ...side, createBroker: () => createAmqpBroker(url, { random: () => 0, api: server.apiUrl }) };
});

brokerContract("rabbitmq alone", async () => {
  const { url, ...side } = await startAmqpSide(server);
  return {
    ...side,
    cannotTell: ["receivers", "unacked", "queues"],
    createBroker: () => createAmqpBroker(url, { random: () => 0 }),
  };
});

describe("RabbitMQ", () => {
  it("A12: says which exchanges workers use instead, and without the management API that nobody used ours", async () => {
    const url = await server.addVhost("elsewhere");
    const alone = await watch(url, { silenceMs: 100, api: "http://guest:guest@127.0.0.1:1" });
    await vi.waitFor(() => {
      expect(alone.notices()).toMatchObject([{ text: expect.stringContaining("was not there before") }]);
    }, 10_000);
    const worker = await channelOf(url);
    for (const [exchange, type, queue, key] of [
      ["myev", "topic", "celeryev.1234", "worker.#"],
      ["myctl.pidbox", "fanout", "w1@h.myctl.pidbox", ""],
    ] as const) {
      await worker.assertExchange(exchange, type);
      await worker.assertQueue(queue, { exclusive: true });
      await worker.bindQueue(queue, exchange, key);
    }
    const { notices, texts } = await watch(url, { silenceMs: 100, api: server.apiUrl });
    const options = JSON.stringify({ event_exchange: "myev", control_exchange: "myctl" });
    await vi.waitFor(() => {
      expect(notices()).toMatchObject([
        { key: "amqp-elsewhere", text: expect.stringContaining(`--broker-transport-options '${options}'`) },
      ]);
    }, 10_000);
    const heard = await watch(url, { silenceMs: 2_000, api: server.apiUrl });
    await heard.connected();
    publishEvent(worker, "x");
    await vi.waitFor(() => expect(heard.texts()).toEqual(["x"]));
    expect(texts()).toEqual(["x"]);
    expect(heard.notices()).toEqual([]);
  });

  it("A12: says where commands are heard when events come, but no answers", async () => {
    const url = await server.addVhost("commands");
    const worker = await channelOf(url);
    await worker.assertExchange("celeryev", "topic");
    await worker.assertExchange("myctl.pidbox", "fanout", { durable: false });
    await worker.assertQueue("w1@h.myctl.pidbox", { exclusive: true });
    await worker.bindQueue("w1@h.myctl.pidbox", "myctl.pidbox", "");
    const options = { silenceMs: 1_500, api: server.apiUrl };
    const [deaf, answered] = await Promise.all([watch(url, options), watch(url, options)]);
    for (const each of [deaf, answered]) await each.connected();
    publishEvent(worker, "x");
    const { exchange, routingKey } = answered.broker.replyTo;
    worker.publish(exchange, routingKey, Buffer.from("pong"));
    const key = "amqp-commands-elsewhere";
    const set = `--broker-transport-options '${JSON.stringify({ control_exchange: "myctl" })}'`;
    await vi.waitFor(
      () => expect(deaf.notices()).toMatchObject([{ key, text: expect.stringContaining(set) }]),
      10_000,
    );
    expect(answered.notices()).toEqual([]);
  });

  it("works with exactly the rights that are documented, and names the one that is missing", async () => {
    const url = await server.addVhost("rights");
    const admin = await channelOf(url);
    await admin.assertQueue("mail", { durable: true });
    await server.addUser("ok", "p@ss/word", { vhost: "rights", ...AMQP_RIGHTS });
    const path = `127.0.0.1:${server.port}/rights`;
    const allowed = await watch(`amqp://ok:p%40ss%2Fword@${path}`);
    expect(await allowed.problem()).toBeNull();
    expect(JSON.stringify(allowed.statuses)).not.toContain("ss/word");
    publishEvent(admin, "x");
    await vi.waitFor(() => expect(allowed.texts()).toEqual(["x"]));
    expect(await allowed.broker.publishControl({ body: "{}" })).toEqual({ receivers: null });
    expect(await allowed.broker.queueDepths(["mail"])).toMatchObject([{ depth: 0 }]);
    expect(await allowed.broker.purgeQueue("mail")).toEqual({ removed: 0 });
    await allowed.broker.sendTask(taskTo("mail"));

    await server.addUser("deaf", "pw", { vhost: "rights", ...AMQP_RIGHTS, read: "^$" });
    const deaf = await watch(`amqp://deaf:pw@${path}`);
    expect(await deaf.problem()).toMatchObject({
      code: "permission",
      text: expect.stringContaining("exchange “"),
      remedy: expect.stringContaining("rabbitmqctl set_permissions -p rights deaf"),
    });
  });

  it("shows events to a user who may only listen where the exchanges exist, and says why commands cannot go", async () => {
    const url = await server.addVhost("eye");
    const admin = await channelOf(url);
    await (await watch(url)).connected();
    const own = "^(celeryev\\.umbel.*|umbel.*\\.pidbox)$";
    await server.addUser("eye", "pw", { vhost: "eye", configure: own, write: own, read: ".*" });
    const { broker, problem, texts } = await watch(`amqp://eye:pw@127.0.0.1:${server.port}/eye`);
    expect(await problem()).toBeNull();
    publishEvent(admin, "x");
    await vi.waitFor(() => expect(texts()).toEqual(["x"]));
    for (let i = 0; i < 2; i += 1) {
      await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
        code: "broker_unavailable",
        message: expect.stringContaining("no right to the exchange “celery.pidbox”"),
      });
    }
  });

  it("finds task queues and no others, and tells unacked, consumers, rates and kind", async () => {
    const url = await server.addVhost("queues");
    const worker = await channelOf(url);
    await worker.prefetch(2);
    await worker.assertQueue("mail", { durable: true });
    await worker.assertQueue("safe", { durable: true, arguments: { "x-queue-type": "quorum" } });
    const others = ["celeryev.123", "w@h.celery.pidbox", "bcast.1", "amq.gen-x", "celery_delayed_3"];
    for (const name of others.filter((each) => !each.startsWith("amq."))) await worker.assertQueue(name);
    await worker.assertQueue("", { exclusive: true });
    for (let i = 0; i < 5; i += 1) worker.sendToQueue("mail", Buffer.from("x"));
    await worker.consume("mail", () => {});
    const { broker, connected } = await watch(url, { api: `${server.apiUrl}/api/` });
    await connected();
    expect([...(await broker.discoverQueues())].sort()).toEqual(["mail", "safe"]);
    await vi.waitFor(
      async () =>
        expect(await broker.queueDepths(["mail", "safe", "none"])).toEqual([
          depth("mail", { depth: 3, unacked: 2, consumers: 1, queueType: "classic" }),
          depth("safe", { depth: 0, unacked: 0, consumers: 0, queueType: "quorum" }),
          depth("none", { publishRate: null, deliverRate: null }),
        ]),
      { timeout: 10_000, interval: 200 },
    );
  });

  it("counts what waits for its ETA: at its queue when there is only one, else under the exchange", async () => {
    const url = await server.addVhost("delay");
    const worker = await channelOf(url);
    await worker.assertExchange("celery_delayed_delivery", "topic");
    await worker.assertQueue("celery_delayed_8");
    worker.sendToQueue("celery_delayed_8", Buffer.from("x"));
    await worker.assertQueue("mail");
    await worker.assertExchange("mail", "topic");
    await worker.bindQueue("mail", "mail", "mail");
    await worker.bindExchange("mail", "celery_delayed_delivery", "#.mail");
    const { broker, connected } = await watch(url, { api: server.apiUrl });
    await connected();
    const scheduled = async () =>
      (await broker.queueDepths(["mail"])).map((each) => [each.queue, each.scheduled]);
    await vi.waitFor(async () => expect(await scheduled()).toEqual([["mail", 1]]), { timeout: 10_000 });
    await worker.assertQueue("images");
    await worker.bindQueue("images", "celery_delayed_delivery", "#.images");
    expect(await scheduled()).toEqual([
      ["mail", 0],
      ["celery_delayed_delivery", 1],
    ]);
  });

  it("sends a task as Celery does, and says when there is no such queue", async () => {
    const url = await server.addVhost("send");
    const worker = await channelOf(url);
    await worker.assertQueue("mail", { arguments: { "x-max-priority": 10 } });
    const { broker, connected, texts } = await watch(url);
    await connected();
    await broker.sendTask({ ...taskTo("mail"), priority: 7, expirationMs: 60_000 });
    const message = await worker.get("mail", { noAck: true });
    if (message === false) throw new Error("nothing was sent");
    expect(message.content.toString()).toBe("[[1], {}, {}]");
    expect(message.properties).toMatchObject({
      contentType: "application/json",
      contentEncoding: "utf-8",
      correlationId: "id-1",
      deliveryMode: 2,
      priority: 7,
      expiration: "60000",
      headers: { task: "shop.add", id: "id-1", eta: null, timelimit: [null, 3], retries: 0 },
    });
    await expect(broker.sendTask(taskTo("nowhere"))).rejects.toMatchObject({
      code: "not_found",
      message: "RabbitMQ has no queue “nowhere”.",
    });
    await expect(broker.purgeQueue("nowhere")).rejects.toMatchObject({ code: "not_found" });
    await broker.announce({ routingKey: "task.sent", hostname: "umbel@here", body: '{"type": "task-sent"}' });
    await vi.waitFor(() => expect(texts()).toEqual(['{"type": "task-sent"}']));
    await Promise.all(Array.from({ length: 50 }, () => broker.sendTask(taskTo("mail"))));
    expect(await broker.peekQueue("mail", 10)).toEqual({
      messages: [],
      total: 50,
      unreadable: expect.stringContaining("redelivered"),
    });
    expect(await broker.purgeQueue("mail")).toEqual({ removed: 50 });
    expect(await broker.peekQueue("mail", 10)).toMatchObject({ total: 0, unreadable: null });
  });

  it("leaves to RabbitMQ what it has no room for, and drops nothing while it is kept there", async () => {
    const url = await server.addVhost("pressure");
    const batches: EventBatch[] = [];
    const broker = createAmqpBroker(url);
    onTestFinished(() => broker.stop());
    let state = "";
    await broker.start({
      onDelivery: () => {},
      onBatch: (batch) => void batches.push(batch),
      onStatus: (status) => {
        state = status.state;
      },
    });
    await vi.waitFor(() => expect(state).toBe("connected"));
    const worker = await channelOf(url);
    const total = 10_000;
    for (let i = 0; i < total; i += 1) publishEvent(worker, String(i));
    await vi.waitFor(() => expect(broker.reading().messages).toBe(4_000));
    await worker.checkExchange("celeryev");
    expect(broker.reading(), "no more than the prefetch is held").toMatchObject({ messages: 4_000 });
    const read: number[] = [];
    await vi.waitFor(() => {
      for (const batch of batches.splice(0)) {
        for (let next = batch.next(); next !== null; next = batch.next()) {
          read.push(Number(Buffer.from("body" in next ? next.body : next).toString()));
        }
        batch.release();
      }
      expect(read).toHaveLength(total);
    });
    expect(read).toEqual(Array.from({ length: total }, (_, i) => i));
    expect(broker.reading().dropped).toEqual({ task: 0, worker: 0, reply: 0 });
  });
});

const NO_DEPTH = {
  ...{ depth: null, unacked: null, consumers: null, byPriority: null },
  ...{ scheduled: 0, publishRate: expect.any(Number), deliverRate: expect.any(Number), queueType: null },
};

function depth(queue: string, known: Partial<QueueDepth>) {
  return { queue, ...NO_DEPTH, ...known };
}

function taskTo(queue: string): OutgoingTask {
  return {
    queue,
    delivery: toQueue(queue),
    headers: { task: "shop.add", id: "id-1", eta: null, timelimit: [null, 3], retries: 0 },
    contentType: "application/json",
    contentEncoding: "utf-8",
    body: Buffer.from("[[1], {}, {}]"),
    correlationId: "id-1",
    replyTo: null,
    priority: null,
    expirationMs: null,
  };
}
