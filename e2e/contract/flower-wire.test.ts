// What Flower's clients may ask of a message has the effect that it has in Celery: the same requests go to Flower and to
// Umbel, and the two messages in the queue are compared field by field; Debian's Celery sends a third.
import { inflateSync } from "node:zlib";
import amqp from "amqplib";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON } from "../fixtures/pythons.ts";
import { ask, type Setting, startSetting } from "./flower-setting.ts";

type Fields = Record<string, unknown>;
interface Sent {
  readonly headers: Fields;
  readonly properties: Fields;
  readonly body: string;
}
/** What is in the queue `wire`, taken out of it. */
type Take = () => Promise<readonly Sent[]>;

const KEEP = "wire";
const OPTIONS: readonly Fields[] = [
  {},
  { queue: KEEP, priority: 5 },
  { priority: "5", retries: 2 },
  { compression: "gzip" },
  { compression: "zlib", args: ["x".repeat(300)] },
  { shadow: "other.name" },
  { delivery_mode: 1 },
  { delivery_mode: "transient" },
  { delivery_mode: 2 },
  { reply_to: "somebody" },
  { correlation_id: "of-mine" },
  { ignore_result: true },
  { ignore_result: false },
  { argsrepr: "<args>", kwargsrepr: "<kwargs>" },
  { group_id: "g-1", group_index: 3 },
  { root_id: "r-1", parent_id: "p-1" },
  { task_id: "an-id-of-mine" },
  { retry: true, retry_policy: { max_retries: 1 }, add_to_parent: false, mandatory: true },
  { time_limit: 60, soft_time_limit: 30 },
  { countdown: "3600" },
  { expires: "7200" },
  // Without an offset: the worker reads it in its own time zone.
  { eta: "2030-01-02T03:04:05.000006" },
  { args: [], kwargs: {} },
  { headers: { tenant: "acme" } },
  { app_id: "mine", message_id: "m-1", type: "kind" },
  { options: {}, whatever: [1] },
  { args: [1, "ü", null, 1.5, { a: [true] }], kwargs: { b: "c" } },
  // Neither counts without the other: the message goes to the queue.
  { routing_key: "elsewhere" },
  { exchange: "elsewhere" },
  { exchange: "wire-exchange", routing_key: "key" },
  { exchange: "wire-topic", routing_key: "a.b.c" },
];

function settled({ headers, properties, body }: Sent, own: Fields): Fields {
  const id = headers.id;
  const inflated = headers.compression === "application/x-gzip";
  const known = (value: unknown) => (value === id && own.task_id === undefined ? "<id>" : value);
  const about = (value: unknown) =>
    typeof value === "string" ? Math.round((Date.parse(value) - Date.now()) / 60_000) : value;
  const left = Number(properties.expiration);
  return {
    headers: {
      // Left out where they say nothing; a task's own `ignore_result` holds when none was asked for.
      ...{ group_index: null, replaced_task_nesting: 0, stamped_headers: null, stamps: {} },
      ...headers,
      ...{ id: known(id), root_id: known(headers.root_id), eta: about(headers.eta), origin: "<sender>" },
      ...{ expires: about(headers.expires), ignore_result: headers.ignore_result === true },
    },
    properties: {
      ...properties,
      correlation_id: known(properties.correlation_id),
      // Each process of Celery has a queue for replies, which nobody reads but with rpc:// as backend.
      reply_to: own.reply_to === undefined ? "" : properties.reply_to,
      // Umbel writes a number for one that came as text, and on AMQP leaves out the 0 that says nothing.
      priority: Number(properties.priority ?? 0),
      ...(Number.isNaN(left) ? {} : { expiration: Math.round(left / 60_000) }),
    },
    body: JSON.parse(inflated ? inflateSync(Buffer.from(body, "base64")).toString() : fromBase64(body)),
  };
}
function fromBase64(text: string): string {
  return Buffer.from(text, "base64").toString();
}
/** Celery hands options that go into headers on as properties, too; and the tag is each message's own. */
const ECHOES = new Set(["argsrepr", "kwargsrepr", "origin", "delivery_tag"]);

async function takeFromRedis(redis: Redis): Promise<readonly Sent[]> {
  const lists = (await redis.keys(`${KEEP}*`)).toSorted();
  const texts = (await Promise.all(lists.map((list) => redis.lrange(list, 0, -1)))).flat();
  if (lists.length > 0) await redis.del(...lists);
  return texts.map((text) => {
    const { headers, properties, body, ...rest } = JSON.parse(text) as Sent & Fields;
    const kept = Object.entries(properties).filter(([name]) => !ECHOES.has(name));
    return { headers, body, properties: { ...rest, ...Object.fromEntries(kept), lists } };
  });
}

async function takeFromRabbit(channel: amqp.Channel): Promise<readonly Sent[]> {
  const found = await channel.get(KEEP, { noAck: true });
  if (found === false) return [];
  const { fields, properties, content } = found;
  const { headers = {}, correlationId, replyTo, ...rest } = properties;
  const place = { exchange: fields.exchange, routing_key: fields.routingKey };
  const named = { correlation_id: correlationId, reply_to: replyTo, expiration: rest.expiration };
  const told = { ...JSON.parse(JSON.stringify(rest)), ...named, place };
  return [
    { headers: JSON.parse(JSON.stringify(headers)), properties: told, body: content.toString("base64") },
  ];
}

for (const broker of ["Redis", "RabbitMQ"] as const) {
  describe(`A20: a message over ${broker} is the one that Celery would have sent`, () => {
    let setting: Setting;
    let debian: CeleryApp;
    let take: Take;
    let end: () => Promise<unknown>;

    beforeAll(async () => {
      setting = await startSetting({ rabbitMq: broker === "RabbitMQ" });
      debian = await startCelery(DEBIAN_PYTHON, setting.brokerUrl, { resultBackend: "" });
      if (broker === "Redis") {
        const redis = new Redis(setting.brokerUrl);
        const sep = "\u0006\u0016";
        await redis.sadd("_kombu.binding.wire-exchange", ["key", "", KEEP].join(sep));
        await redis.sadd("_kombu.binding.wire-topic", ["a.b.c", "", KEEP].join(sep));
        take = () => takeFromRedis(redis);
        end = async () => redis.disconnect();
      } else {
        const connection = await amqp.connect(setting.brokerUrl);
        const channel = await connection.createChannel();
        await channel.assertQueue(KEEP);
        await channel.assertExchange(KEEP, "direct", { durable: true });
        await channel.assertExchange("wire-exchange", "direct");
        await channel.assertExchange("wire-topic", "topic");
        await channel.bindQueue(KEEP, "wire-exchange", "key");
        await channel.bindQueue(KEEP, "wire-topic", "a.*.c");
        take = () => takeFromRabbit(channel);
        end = () => connection.close();
      }
    }, 120_000);
    afterAll(async () => {
      await end?.();
      await debian?.stop();
      await setting?.stop();
    });

    const one = () =>
      vi.waitFor(async () => {
        const [message, ...more] = await take();
        expect(more).toEqual([]);
        if (message === undefined) throw new Error("no message");
        return message;
      });

    // On AMQP Flower fails on a number that came as text.
    const asked = OPTIONS.filter(({ priority }) => broker === "Redis" || typeof priority !== "string");
    test.each(asked.map((options) => [JSON.stringify(options).slice(0, 100), options] as const))(
      "%s",
      async (_name, options) => {
        const { args = [1, 2], kwargs = {}, ...rest } = options;
        const own: Fields = { queue: KEEP, ...rest };
        const body = JSON.stringify({ args, kwargs, ...own });
        // Only there Flower itself reads numbers out of texts.
        const timed = "countdown" in own || "expires" in own;
        const path = `/api/task/${timed ? "async-apply/shop.add" : "send-task/some.task"}`;
        const request = { method: "POST", path, body } as const;
        const answers: Fields[] = [];
        for (const url of [setting.flower.url, setting.umbelUrl]) {
          const answer = await ask(url, request);
          expect(answer.status, answer.text).toBe(200);
          answers.push(settled(await one(), own));
        }
        const [theirs, ours] = answers;
        expect(ours).toEqual(theirs);
        // Numbers as text and options that are none are for newer Celery and for Flower alone.
        if (Object.values(rest).some((value) => typeof value === "string" && /^\d+$/.test(value))) return;
        await debian.send("some.task", args as unknown[], { kwargs, options: own });
        const older = settled(await one(), own) as unknown as Sent;
        expect(ours).toMatchObject({ body: older.body, properties: older.properties });
        const { argsrepr: _, ...headers } = older.headers;
        expect(ours?.headers).toMatchObject({ ...headers, argsrepr: expect.anything() });
      },
    );

    test("what nothing is bound to is refused instead of lost", async () => {
      const body = JSON.stringify({ exchange: "wire-exchange", routing_key: "nobody" });
      const answer = await ask(setting.umbelUrl, {
        ...{ method: "POST", path: "/api/task/send-task/some.task", body },
      });
      expect(answer).toMatchObject({ status: 404 });
      expect(await take()).toEqual([]);
    });

    test("a worker runs a compressed message", async () => {
      const body = '{"args":[2,3],"compression":"gzip","timeout":"20"}';
      const answer = await ask(setting.umbelUrl, { method: "POST", path: "/api/task/apply/shop.add", body });
      expect(answer.json).toMatchObject({ state: "SUCCESS", result: 5 });
    });
  });
}
