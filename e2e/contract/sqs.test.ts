// Umbel on SQS, with a real Celery worker at the other end: what is counted is there, what is sent runs, nothing is ever
// received, and what SQS cannot do is said.
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { toSqsOptions } from "#lib/kombu/sqs-shape.ts";
import type { BrokerNotice, BrokerStatus } from "#lib/live/views.ts";
import { toQueue } from "#lib/sending/delivery.ts";
import type { OutgoingTask } from "#server/broker/port.ts";
import { MAX_QUEUES } from "#server/broker/sqs/depths.ts";
import { createSqsBroker, type SqsBroker } from "#server/broker/sqs/sqs.ts";
import { type SqsServer, startSqs } from "../fixtures/sqs.ts";

const WAIT = { timeout: 30_000, interval: 50 };
let sqs: SqsServer;
beforeAll(async () => {
  sqs = await startSqs();
}, 90_000);
afterAll(() => sqs.stop());

type Raw = Parameters<typeof toSqsOptions>[0];

/** A connected broker on the server, and every status it told. */
async function connect(raw: Raw = {}, url = sqs.url) {
  const broker = createSqsBroker(url, { transport: { sqs: toSqsOptions(raw) }, random: () => 0 });
  const statuses: BrokerStatus[] = [];
  const notices: (readonly BrokerNotice[])[] = [];
  onTestFinished(() => broker.stop());
  await broker.start({
    onDelivery: () => expect.unreachable("SQS carries no events"),
    onBatch: () => expect.unreachable("SQS carries no events"),
    onStatus: (status) => void statuses.push(status),
    onNotices: (told) => void notices.push(told),
  });
  const until = (state: BrokerStatus["state"]) =>
    vi.waitFor(() => expect(statuses.at(-1)?.state).toBe(state), WAIT);
  return { broker, statuses, notices, until };
}
async function connected(raw: Raw = {}): Promise<SqsBroker> {
  const { broker, until } = await connect(raw);
  await until("connected");
  return broker;
}

async function queue(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = "" } = await sqs.client.send(
    new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
  );
  return QueueUrl;
}
const put = (url: string, DelaySeconds?: number) =>
  sqs.client.send(
    new SendMessageCommand({ QueueUrl: url, MessageBody: "x", ...(DelaySeconds && { DelaySeconds }) }),
  );

function task(id: string, to: string): OutgoingTask {
  return {
    queue: to,
    delivery: toQueue(to),
    headers: {
      lang: "py",
      task: "mail.send",
      id,
      root_id: id,
      parent_id: null,
      group: null,
      retries: 0,
      eta: null,
      expires: null,
      timelimit: [null, null],
      argsrepr: "",
      kwargsrepr: "",
      origin: "umbel",
      ignore_result: false,
    },
    contentType: "application/json",
    contentEncoding: "utf-8",
    body: new TextEncoder().encode(
      '[["ada@example.org"], {"subject": "hej"}, {"callbacks": null, "errbacks": null, "chain": null, "chord": null}]',
    ),
    correlationId: id,
    replyTo: null,
    priority: null,
    expirationMs: null,
  };
}

test("finds the queues behind the prefix, under the names Celery has for them, and counts what is in them", async () => {
  const url = await queue("count-high_prio");
  await queue("count-celery_web-1-celery-pidbox");
  await queue("other-mail");
  await Promise.all([put(url), put(url), put(url), put(url, 600)]);
  await sqs.client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 1 }));
  const broker = await connected({ queue_name_prefix: "count-" });
  expect(await broker.discoverQueues()).toEqual(["high_prio"]);
  expect(await broker.queueDepths(["high_prio", "high:prio", "nowhere"])).toMatchObject([
    { queue: "high_prio", depth: 2, unacked: 1, scheduled: 1, consumers: null },
    // The same queue: SQS knows no colon.
    { queue: "high:prio", depth: 2, unacked: 1 },
    { queue: "nowhere", depth: null, unacked: null, scheduled: null },
  ]);
});

test("of more queues than can be watched it watches the first, and says what to do", async () => {
  for (let from = 0; from < MAX_QUEUES + 1; from += 200)
    await Promise.all(
      Array.from({ length: Math.min(200, MAX_QUEUES + 1 - from) }, (_, i) => queue(`many-${from + i}`)),
    );
  const { broker, notices, until } = await connect({ queue_name_prefix: "many-" });
  await until("connected");
  expect(await broker.discoverQueues()).toHaveLength(MAX_QUEUES);
  expect(notices.at(-1)).toMatchObject([
    { level: "warn", text: expect.stringContaining("queue_name_prefix") },
  ]);
});

test("looks without receiving: what waits stays in sight of the workers", async () => {
  const url = await queue("look-mail");
  await put(url);
  const broker = await connected({ queue_name_prefix: "look-" });
  const peeked = await broker.peekQueue("mail");
  expect(peeked).toMatchObject({ messages: [], total: 1, unreadable: expect.stringContaining("hides it") });
  const { Attributes } = await sqs.client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] }),
  );
  expect(Attributes).toMatchObject({
    ApproximateNumberOfMessages: "1",
    ApproximateNumberOfMessagesNotVisible: "0",
  });
});

test("empties a queue, once a minute as SQS allows, and says how many went", async () => {
  const url = await queue("purge-mail");
  await Promise.all([put(url), put(url)]);
  const broker = await connected({ queue_name_prefix: "purge-" });
  expect(await broker.purgeQueue("mail")).toEqual({ removed: 2 });
  expect(await broker.queueDepths(["mail"])).toMatchObject([{ depth: 0 }]);
  await expect(broker.purgeQueue("nowhere")).rejects.toMatchObject({ code: "not_found" });
});

test("predefined queues are the only ones, each at its own address", async () => {
  const url = await queue("team-a-mail");
  await put(url);
  const own = { access_key_id: "other", secret_access_key: "other" };
  const far = { url, region: "eu-west-1" };
  const broker = await connected({ predefined_queues: { mail: { url }, own: { url, ...own }, far } });
  expect(await broker.discoverQueues()).toEqual(["mail", "own", "far"]);
  const depths = await broker.queueDepths(["mail", "own", "far", "team-a-mail"]);
  // The queue is not in that other region, and its name at AWS is none of the application's.
  expect(depths.map(({ depth }) => depth)).toEqual([1, 1, null, null]);
});

test("has no way to a worker, and says so", async () => {
  const broker = await connected();
  await expect(broker.publishControl()).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("carries no commands"),
  });
  await expect(broker.sendTask(task("x", "nowhere"))).rejects.toMatchObject({ code: "not_found" });
});

describe("with a Celery worker", () => {
  test.each([
    ["base64, as kombu writes", {}],
    ["plain text", { sqs_base64_encoding: false }],
  ])(
    "a task that Umbel sends runs (%s)",
    async (_, more) => {
      const raw = { queue_name_prefix: `run${Object.keys(more).length}-`, ...more };
      await queue(`${raw.queue_name_prefix}mail`);
      const broker = await connected(raw);
      const id = crypto.randomUUID();
      await broker.sendTask(task(id, "mail"));
      expect(await broker.queueDepths(["mail"])).toMatchObject([{ depth: 1 }]);
      const worker = await sqs.worker(raw);
      await vi.waitFor(
        () =>
          expect(sqs.result(id)).toMatchObject({ status: "SUCCESS", result: "sent hej to ada@example.org" }),
        WAIT,
      );
      await vi.waitFor(
        async () => expect(await broker.queueDepths(["mail"])).toMatchObject([{ depth: 0, unacked: 0 }]),
        WAIT,
      );
      // A worker makes queues of its own on SQS, for commands that never come: they are no task queues.
      expect(await broker.discoverQueues()).toEqual(["mail"]);
      await worker.stop("SIGKILL");
    },
    60_000,
  );
});

test("says why it is away, and comes back by itself", async () => {
  const { broker, statuses, until } = await connect();
  await until("connected");
  expect(statuses.at(-1)).toMatchObject({ transport: "sqs", tasksOnly: true });
  expect(statuses.at(-1)?.url).toMatch(/^sqs:\/\/test:\*+@127\.0\.0\.1:\d+$/);
  await sqs.pause();
  await expect(broker.queueDepths(["mail"])).rejects.toMatchObject({ code: "broker_unavailable" });
  await until("disconnected");
  expect(statuses.at(-1)?.problem).toMatchObject({ code: "refused" });
  await expect(broker.queueDepths(["mail"])).rejects.toMatchObject({ code: "broker_unavailable" });
  await sqs.resume();
  await until("connected");
}, 60_000);
