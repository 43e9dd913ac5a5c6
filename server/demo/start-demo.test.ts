import { expect, test } from "vitest";
import { decodeEvents } from "#lib/events/decode-events.ts";
import type { CeleryEvent } from "#lib/events/event.ts";
import { decodeBody } from "#lib/kombu/decode-body.ts";
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import type { Delivery } from "../broker/port.ts";
import { DemoClock } from "./clock.ts";
import { startDemo } from "./start-demo.ts";

const NOW = Date.UTC(2026, 10, 22, 12);

/** The demo on a real embedded broker, with a clock that only moves when told. */
async function startOnBroker() {
  let now = NOW;
  let tick = (): void => {};
  const broker = new MemoryBroker({ now: () => now });
  const deliveries: Delivery[] = [];
  await broker.start({
    onDelivery: (delivery) => deliveries.push(delivery),
    onBatch: () => {},
    onStatus: () => {},
  });
  const demo = startDemo(broker, {
    seed: 5,
    clock: new DemoClock(() => now),
    setTimer: (run) => {
      tick = run;
      return () => {
        tick = () => {};
      };
    },
  });
  const pass = (ms: number): void => {
    now += ms;
    tick();
  };
  /** Ten ticks, until the past is told. */
  const catchUp = (): void => {
    for (let ticks = 0; ticks < 10; ticks += 1) pass(100);
  };
  return { broker, demo, deliveries, pass, catchUp };
}

test("the first ticks tell three minutes of past, with timestamps of then", async () => {
  const { deliveries, catchUp } = await startOnBroker();
  catchUp();
  const events = readEvents(deliveries);
  expect(events.length).toBeGreaterThan(2_000);
  expect(Math.min(...events.map((event) => event.at))).toBeGreaterThanOrEqual(NOW - 180_000);
  expect(Math.max(...events.map((event) => event.at))).toBeLessThanOrEqual(NOW + 1_000);
  expect(events.some((event) => event.kind === "task" && event.subject === "succeeded")).toBe(true);
});

test("queue depths asked from the broker are those of the cluster", async () => {
  const { broker, pass, catchUp } = await startOnBroker();
  catchUp();
  const [mail] = await broker.queueDepths(["mail"]);
  expect(mail?.depth).toBeGreaterThan(50);
  for (let second = 0; second < 120; second += 1) pass(1_000);
  expect((await broker.queueDepths(["mail"]))[0]?.depth).toBeLessThan(20);
  expect([...(await broker.discoverQueues())].sort()).toEqual(
    ["analytics", "billing", "celery", "imports", "mail", "media", "reports", "search", "webhooks"].sort(),
  );
});

test("a command published to the broker reaches every worker, and their answers come back", async () => {
  const { broker, deliveries, pass, catchUp } = await startOnBroker();
  catchUp();
  const ping = {
    body: JSON.stringify({
      method: "ping",
      arguments: {},
      ticket: "t",
      reply_to: { routing_key: broker.replyTo.routingKey },
    }),
  };
  expect(await broker.publishControl(ping)).toEqual({ receivers: 8 });
  for (let round = 0; round < 20; round += 1) pass(100);
  expect(deliveries.filter((delivery) => delivery.source === "reply")).toHaveLength(8);
});

test("a process that slept wakes up to a cluster that slept too", async () => {
  const { deliveries, pass, catchUp } = await startOnBroker();
  catchUp();
  deliveries.length = 0;
  pass(8 * 3_600_000);
  expect(readEvents(deliveries).length).toBeLessThan(100);
  pass(1_000);
  expect(readEvents(deliveries).length).toBeGreaterThan(5);
});

test("frozen it stands still; a step publishes what would have happened, and it goes on from there", async () => {
  const [free, held] = [await startOnBroker(), await startOnBroker()];
  for (const { catchUp } of [free, held]) catchUp();
  await held.demo.freeze();
  for (const { deliveries } of [free, held]) deliveries.length = 0;
  held.pass(5_000);
  expect(held.deliveries).toHaveLength(0);

  const start = await held.demo.freeze();
  expect(await held.demo.step(90_000)).toBe(start + 90_000);
  for (let second = 0; second < 90; second += 1) free.pass(1_000);
  expect(readEvents(held.deliveries)).toEqual(readEvents(free.deliveries));
  expect(readEvents(held.deliveries).length).toBeGreaterThan(1_000);

  held.demo.resume();
  for (const one of [free, held]) {
    one.deliveries.length = 0;
    one.pass(1_000);
  }
  expect(readEvents(held.deliveries)).toEqual(readEvents(free.deliveries));
  expect(readEvents(held.deliveries).length).toBeGreaterThan(5);
});

test("after stop nothing is published, nobody listens, and no message is left behind", async () => {
  const { broker, demo, deliveries, pass, catchUp } = await startOnBroker();
  catchUp();
  demo.stop();
  deliveries.length = 0;
  pass(10_000);
  expect(deliveries).toHaveLength(0);
  expect(await broker.publishControl({ body: "{}" })).toEqual({ receivers: 0 });
  for (const queue of await broker.queueDepths(await broker.discoverQueues())) {
    expect(queue).toMatchObject({ depth: 0, unacked: 0 });
  }
});

function readEvents(deliveries: readonly Delivery[]): CeleryEvent[] {
  return deliveries.flatMap(({ payload }) => {
    const message =
      payload instanceof Uint8Array ? decodeEnvelope(payload) : { ok: true as const, value: payload };
    const body = message.ok ? decodeBody(message.value, { decompress: {}, deserialize: {} }) : message;
    const events = body.ok ? decodeEvents(body.value) : body;
    if (!events.ok) throw new Error(`malformed: ${events.detail}`);
    return events.value.events;
  });
}
