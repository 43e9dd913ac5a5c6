// For tests of the RabbitMQ broker: brokers that note what they say, connections of others, all taken away after the test.
import { type Channel, connect } from "amqplib";
import { expect, onTestFinished, vi } from "vitest";
import type { Delivery } from "../port.ts";
import { watchBroker } from "../watch.test-helper.ts";
import { type AmqpBrokerOptions, createAmqpBroker } from "./amqp.ts";
import { EVENT_EXCHANGE } from "./topology.ts";

/** Retries at once: a jitter below zero takes the wait away. */
const AT_ONCE = () => -1;

export async function watch(url: string, options: AmqpBrokerOptions = {}) {
  const watched = await watchBroker(createAmqpBroker(url, { random: () => 0, ...options }));
  const { statuses, deliveries } = watched;
  const away = (timeout = 10_000) =>
    vi.waitFor(() => expect(statuses.at(-1)?.state).toBe("disconnected"), { timeout });
  const texts = () => deliveries.map(({ payload }) => Buffer.from(bodyOf(payload)).toString());
  return { ...watched, away, texts };
}

export function watchRestless(url: string) {
  return watch(url, { random: AT_ONCE });
}

function bodyOf(payload: Delivery["payload"]): Uint8Array {
  return payload instanceof Uint8Array ? payload : payload.body;
}

export async function channelOf(url: string): Promise<Channel> {
  const connection = await connect(url);
  connection.on("error", () => {});
  onTestFinished(() => connection.close().catch(() => {}));
  const channel = await connection.createChannel();
  channel.on("error", () => {});
  return channel;
}

export function publishEvent(channel: Channel, text: string, key = "task.multi"): void {
  channel.publish(EVENT_EXCHANGE, key, Buffer.from(text), {
    contentType: "application/json",
    contentEncoding: "utf-8",
    headers: { hostname: "w@test" },
  });
}
