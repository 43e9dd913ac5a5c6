// The other side of a real RabbitMQ, as Celery's clients and workers use it: for the contract that all brokers keep.
import { randomUUID } from "node:crypto";
import { type Channel, type ChannelModel, connect, type GetMessage } from "amqplib";
import { vi } from "vitest";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import type { RabbitMq } from "../../../e2e/fixtures/rabbitmq.ts";
import type { BrokerHarness } from "../contract.ts";
import { CONTROL_EXCHANGE, REPLY_EXCHANGE } from "../names.ts";
import { EVENT_EXCHANGE } from "./topology.ts";

export interface AmqpSide extends Omit<BrokerHarness, "createBroker"> {
  readonly url: string;
  /** Takes the next message of a queue as a worker does, in the envelope that it would have on Redis; null when none waits. */
  take(queue: string): Promise<Uint8Array | null>;
}

function envelopeOf({ content, fields, properties }: GetMessage): Uint8Array {
  const envelope = {
    body: content.toString("base64"),
    "content-type": properties.contentType,
    "content-encoding": properties.contentEncoding,
    headers: properties.headers,
    properties: {
      correlation_id: properties.correlationId,
      delivery_mode: properties.deliveryMode,
      priority: properties.priority,
      delivery_info: { exchange: fields.exchange, routing_key: fields.routingKey },
      body_encoding: "base64",
      delivery_tag: randomUUID(),
    },
  };
  return Buffer.from(JSON.stringify(envelope));
}

/** On a virtual host of its own, so that one server serves many tests. */
export async function startAmqpSide(server: RabbitMq): Promise<AmqpSide> {
  const vhost = `contract-${randomUUID()}`;
  const url = await server.addVhost(vhost);
  let worker: Channel | null = null;
  let connection: ChannelModel | null = null;
  const channel = async () => {
    if (worker !== null) return worker;
    connection = await connect(url);
    connection.on("error", () => {});
    connection.on("close", () => {
      worker = null;
    });
    worker = await connection.createChannel();
    worker.on("error", () => {});
    await worker.assertExchange(EVENT_EXCHANGE, "topic", { durable: true });
    await worker.assertExchange(CONTROL_EXCHANGE, "fanout", { durable: false });
    await worker.assertExchange(REPLY_EXCHANGE, "direct", { durable: false });
    return worker;
  };
  const json = { contentType: "application/json", contentEncoding: "utf-8" };
  return {
    url,
    cannotTell: ["receivers", "unacked"],
    publishEvent: async (body) => {
      const options = { ...json, headers: { hostname: "w@test" }, deliveryMode: 1, priority: 0 };
      (await channel()).publish(EVENT_EXCHANGE, "task.multi", Buffer.from(body), options);
    },
    // Put into the envelope that kombu makes of it on Redis: the contract looks at one form of request.
    onControl: async (listener) => {
      const open = await channel();
      const { queue } = await open.assertQueue("", { exclusive: true });
      await open.bindQueue(queue, CONTROL_EXCHANGE, "");
      const handle = (body: string, exchange: string, routingKey: string) => {
        const deliveryTag = randomUUID();
        const envelope = { body, headers: {}, exchange, routingKey, deliveryMode: 2 as const, deliveryTag };
        listener(Buffer.from(encodeEnvelope(envelope), "latin1"));
      };
      await open.consume(
        queue,
        (message) => {
          if (message === null) return;
          const { exchange, routingKey } = message.fields;
          handle(message.content.toString(), exchange, routingKey);
        },
        { noAck: true },
      );
    },
    reply: async (routingKey, body) => {
      (await channel()).publish(REPLY_EXCHANGE, routingKey, Buffer.from(body), { ...json, deliveryMode: 1 });
    },
    enqueue: async (queue, message) => {
      const open = await channel();
      await open.assertQueue(queue, { durable: true });
      open.sendToQueue(queue, Buffer.from(message), { ...json, deliveryMode: 2 });
      // Published on the same channel: what is answered later, was taken before.
      await open.checkQueue(queue);
    },
    take: async (queue) => {
      const message = await (await channel()).get(queue, { noAck: true });
      return message === false ? null : envelopeOf(message);
    },
    takeAway: () => server.pause("SIGKILL"),
    bringBack: () => server.resume(),
    // A connection's own queues go a moment after it did.
    traces: async (routingKey) => {
      const names = () =>
        server.evaluate(
          `[N || {resource, _, queue, N} <- rabbit_amqqueue:list_names(<<"${vhost}">>), binary:match(N, <<"${routingKey}">>) =/= nomatch]`,
        );
      return vi.waitFor(
        async () => {
          const left = await names();
          if (left !== "[]") throw new Error(left);
          return [];
        },
        { timeout: 3_000 },
      );
    },
    stop: async () => {
      await connection?.close().catch(() => {});
      await server.evaluate(`rabbit_vhost:delete(<<"${vhost}">>, <<"test">>)`);
    },
  };
}
