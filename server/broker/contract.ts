// The battery every Broker passes. A harness lends the other side: something that publishes as a worker does.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import type { KombuMessage } from "#lib/kombu/message.ts";
import type { BrokerStatus } from "#lib/live/views.ts";
import { toQueue } from "#lib/sending/delivery.ts";
import type { Broker, Delivery, OutgoingTask } from "./port.ts";
import { unpackTo } from "./unpack-batch.test-helper.ts";

export interface BrokerHarness {
  createBroker(): Broker;
  publishEvent(envelope: Uint8Array): Promise<void>;
  /** The worker's end of control: calls back with each request, answers to its mailbox. */
  onControl(listener: (envelope: Uint8Array) => void): Promise<void>;
  reply(routingKey: string, envelope: Uint8Array): Promise<void>;
  /** Puts a message into a task queue that is bound as Celery binds it. */
  enqueue(queue: string, message: Uint8Array): Promise<void>;
  /** Takes the next message of a queue as a worker does; null when none waits. */
  take(queue: string): Promise<Uint8Array | KombuMessage | null>;
  /** The broker goes away and returns, forgetting what it knew of us. */
  takeAway(): Promise<void>;
  bringBack(): Promise<void>;
  /** What this broker cannot tell. */
  readonly cannotTell?: readonly ("receivers" | "unacked" | "queues")[];
  /** What a stopped broker must not leave: names of anything that carries this routing key. */
  traces(routingKey: string): Promise<readonly string[]>;
  stop(): Promise<void>;
  /** The control exchange's name, when it is not `celery.pidbox`. */
  readonly controlExchange?: string;
  /** Something else was tried first, in vain. */
  readonly detour?: boolean;
}

const bytes = (text: string) => new TextEncoder().encode(text);
const outgoing = (id: string, priority: number | null): OutgoingTask => ({
  queue: "mail",
  delivery: toQueue("mail"),
  headers: { lang: "py", task: "mail.send", id, eta: null, timelimit: [null, 3] },
  contentType: "application/json",
  contentEncoding: "utf-8",
  body: bytes("[[1], {}, {}]"),
  correlationId: id,
  replyTo: null,
  priority,
  expirationMs: null,
});
const opened = (message: Uint8Array | KombuMessage | null): KombuMessage => {
  const read = message instanceof Uint8Array ? decodeEnvelope(message) : null;
  if (read?.ok === false || message === null) throw new Error("no message");
  return read?.ok === true ? read.value : (message as KombuMessage); // neither null nor bytes
};
const shown = (message: Uint8Array | KombuMessage) =>
  Buffer.from(message instanceof Uint8Array ? message : message.body).toString();
const text = (delivery: Delivery | undefined) => (delivery === undefined ? "" : shown(delivery.payload));

export function brokerContract(name: string, createHarness: () => Promise<BrokerHarness>): void {
  describe(`Broker contract: ${name}`, () => {
    let harness: BrokerHarness;
    let broker: Broker;
    let deliveries: Delivery[];
    let statuses: BrokerStatus[];

    const start = async () => {
      await broker.start({
        onDelivery: (delivery) => void deliveries.push(delivery),
        onBatch: unpackTo((delivery) => void deliveries.push(delivery)),
        onStatus: (status) => void statuses.push(status),
      });
    };
    const tells = (what: "receivers" | "unacked" | "queues") => harness.cannotTell?.includes(what) !== true;
    const state = () => statuses.at(-1)?.state;
    const connected = () => vi.waitFor(() => expect(state()).toBe("connected"), { timeout: 10_000 });

    beforeEach(async () => {
      deliveries = [];
      statuses = [];
      harness = await createHarness();
      broker = harness.createBroker();
    });
    afterEach(async () => {
      await broker.stop();
      await harness.stop();
    });

    it("says connecting, then connected, without a problem", async () => {
      await start();
      await connected();
      const states = statuses.map((status) => status.state);
      const between = harness.detour === true ? ["disconnected"] : [];
      expect(states).toEqual(["connecting", ...between, "connected"]);
      expect(statuses.at(-1)).toMatchObject({ problem: null, attempt: 0, nextRetryAt: null });
    });

    it("delivers events byte for byte and in order", async () => {
      await start();
      await connected();
      for (let i = 0; i < 100; i += 1) await harness.publishEvent(bytes(`event ${i} \u0000 ü`));
      await vi.waitFor(() => expect(deliveries).toHaveLength(100));
      expect(deliveries.every((delivery) => delivery.source === "event")).toBe(true);
      expect(deliveries.map(text)).toEqual(Array.from({ length: 100 }, (_, i) => `event ${i} \u0000 ü`));
    });

    it("carries a control request to the worker and its answer back", async () => {
      await start();
      await connected();
      const requests: Uint8Array[] = [];
      await harness.onControl((envelope) => void requests.push(envelope));
      const sent = await broker.publishControl({ body: '{"method":"ping"}' });
      expect(sent.receivers).toBe(tells("receivers") ? 1 : null);
      await vi.waitFor(() => expect(requests).toHaveLength(1));
      const envelope = JSON.parse(Buffer.from(requests[0] ?? []).toString());
      expect(Buffer.from(envelope.body, "base64").toString()).toBe('{"method":"ping"}');
      expect(envelope["content-type"]).toBe("application/json");
      expect(envelope.properties).toMatchObject({
        body_encoding: "base64",
        delivery_info: { exchange: harness.controlExchange ?? "celery.pidbox", routing_key: "" },
        delivery_tag: expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      await harness.reply(broker.replyTo.routingKey, bytes("pong"));
      await vi.waitFor(() => expect(deliveries.map((d) => d.source)).toEqual(["reply"]));
      expect(text(deliveries[0])).toBe("pong");
    });

    it("tells that nobody listens", async () => {
      await start();
      await connected();
      expect(await broker.publishControl({ body: "{}" })).toEqual({
        receivers: tells("receivers") ? 0 : null,
      });
    });

    it("counts waiting messages and finds the queues", async () => {
      await start();
      await connected();
      for (let i = 0; i < 3; i += 1) await harness.enqueue("mail", bytes(`task ${i}`));
      await harness.enqueue("images", bytes("task"));
      const depths = await broker.queueDepths(["mail", "images"]);
      expect(depths.map(({ queue, depth, unacked }) => [queue, depth, unacked])).toEqual([
        ["mail", 3, tells("unacked") ? 0 : null],
        ["images", 1, tells("unacked") ? 0 : null],
      ]);
      const queues = [...(await broker.discoverQueues())].sort();
      expect(queues).toEqual(tells("queues") ? ["images", "mail"] : []);
    });

    it("empties one queue and says how many messages went", async () => {
      await start();
      await connected();
      for (let i = 0; i < 3; i += 1) await harness.enqueue("mail", bytes(`task ${i}`));
      await harness.enqueue("images", bytes("task"));
      expect(await broker.purgeQueue("mail")).toEqual({ removed: 3 });
      expect(await broker.purgeQueue("mail")).toEqual({ removed: 0 });
      const depths = await broker.queueDepths(["mail", "images"]);
      expect(depths.map(({ depth }) => depth)).toEqual([0, 1]);
    });

    it("shows what waits, next to run first, and leaves it as it was", async () => {
      await start();
      await connected();
      for (let i = 0; i < 40; i += 1) await harness.enqueue("mail", bytes(`task ${i}`));
      const all = await broker.peekQueue("mail", 100);
      if (all.unreadable !== null) {
        expect(all).toMatchObject({ messages: [], total: 40 });
        return;
      }
      expect(all.messages.map(shown)).toEqual(Array.from({ length: 40 }, (_, i) => `task ${i}`));
      expect(all.total).toBe(40);
      const some = await broker.peekQueue("mail", 11);
      expect(some).toMatchObject({ total: 40, unreadable: null });
      expect(some.messages.map(shown)).toEqual(Array.from({ length: 11 }, (_, i) => `task ${i}`));
      expect((await broker.peekQueue("mail", 100)).messages.map(shown)).toEqual(all.messages.map(shown));
      expect((await broker.queueDepths(["mail"]))[0]).toMatchObject({ depth: 40 });
      expect(await broker.peekQueue("never-used", 10)).toEqual({ messages: [], total: 0, unreadable: null });
    });

    it("puts a task into its queue as Celery does, in order", async () => {
      await start();
      await connected();
      // The queue must be there already, on a broker that knows which ones it has.
      await harness.enqueue("mail", bytes("first"));
      expect(await harness.take("mail")).not.toBeNull();
      await broker.sendTask(outgoing("one", 3));
      await broker.sendTask(outgoing("two", 3));
      await broker.sendTask({ ...outgoing("urgent", 0), expirationMs: 60_000 });
      const messages: KombuMessage[] = [];
      for (let i = 0; i < 3; i += 1) messages.push(opened(await harness.take("mail")));
      const ids = messages.map(({ headers }) => headers.id);
      expect([...ids].sort()).toEqual(["one", "two", "urgent"]);
      expect(ids.indexOf("one")).toBeLessThan(ids.indexOf("two"));
      for (const message of messages) {
        expect(Buffer.from(message.body).toString()).toBe("[[1], {}, {}]");
        expect(message).toMatchObject({ contentType: "application/json", contentEncoding: "utf-8" });
        expect(message.headers).toMatchObject({ task: "mail.send", eta: null, timelimit: [null, 3] });
        expect(message.properties.correlation_id).toBe(message.headers.id);
      }
    });

    it("comes back by itself and subscribes again", async () => {
      await start();
      await connected();
      await harness.takeAway();
      await vi.waitFor(() => expect(state()).toBe("disconnected"), { timeout: 10_000 });
      expect(statuses.at(-1)?.problem).toMatchObject({
        text: expect.any(String),
        remedy: expect.any(String),
      });
      await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
        code: "broker_unavailable",
      });
      await harness.bringBack();
      await connected();
      expect(statuses.at(-1)?.problem).toBeNull();
      await harness.publishEvent(bytes("after"));
      await vi.waitFor(() => expect(deliveries.map(text)).toContain("after"));
      await harness.onControl(() => void harness.reply(broker.replyTo.routingKey, bytes("answer")));
      await broker.publishControl({ body: "{}" });
      await vi.waitFor(() => expect(deliveries.map(text)).toContain("answer"));
    });

    it("leaves nothing behind, and hears nothing after stop", async () => {
      await start();
      await connected();
      await broker.publishControl({ body: "{}" });
      await broker.stop();
      await broker.stop();
      expect(await harness.traces(broker.replyTo.routingKey)).toEqual([]);
      await harness.publishEvent(bytes("late"));
      expect(deliveries).toEqual([]);
      await expect(broker.publishControl({ body: "{}" })).rejects.toMatchObject({
        code: "broker_unavailable",
      });
    });
  });
}
