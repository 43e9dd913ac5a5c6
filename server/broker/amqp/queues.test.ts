// How often RabbitMQ is asked for all its queues, and for which one by one.
import { EventEmitter } from "node:events";
import type { ChannelModel } from "amqplib";
import { expect, onTestFinished, test, vi } from "vitest";
import { AmqpApi, type ApiQueue, usualApi } from "./api.ts";
import { AmqpQueues } from "./queues.ts";
import { amqpNames } from "./topology.ts";
import { parseAmqpUrl } from "./url.ts";

function listing(tookMs: number) {
  vi.useFakeTimers({ toFake: ["performance"] });
  onTestFinished(() => void vi.useRealTimers());
  const target = parseAmqpUrl("amqp://");
  const address = target.ok ? usualApi(target.value) : null;
  if (!target.ok || address === null) throw new Error("amqp:// is a URL");
  let listings = 0;
  class TimedApi extends AmqpApi {
    override async queues(): Promise<readonly ApiQueue[]> {
      listings += 1;
      vi.advanceTimersByTime(tookMs);
      return [];
    }
  }
  const checked: string[] = [];
  const channel = Object.assign(new EventEmitter(), {
    checkQueue: async (queue: string) => {
      checked.push(queue);
      return { queue, messageCount: 7, consumerCount: 1 };
    },
    close: async () => {},
  });
  const api = new TimedApi(address, target.value);
  const queues = new AmqpQueues({
    // Only what a passive declare needs.
    model: { createChannel: async () => channel } as unknown as ChannelModel,
    api,
    names: amqpNames({}),
    signal: new AbortController().signal,
    onApiProblem: () => {},
  });
  return { queues, api, checked, listings: () => listings };
}

test("A9: thousands of queues are listed for a tenth of the time at most", async () => {
  const { queues, listings } = listing(2_000);
  for (let second = 0; second < 120; second += 5) {
    if (second % 30 === 0) await queues.discover();
    await queues.depths([]);
    vi.advanceTimersByTime(5_000);
  }
  expect(listings()).toBeGreaterThan(3);
  expect(listings()).toBeLessThan(7);
});

test("A9: queues beyond what the API is asked for are asked one by one", async () => {
  const { queues, api, checked } = listing(0);
  const names = Array.from({ length: 150 }, (_, index) => `q${index}`);
  expect(await queues.depths(names)).toMatchObject(names.map(() => ({ depth: null })));
  expect(checked).toEqual([]);
  api.unlisted = 1;
  expect(await queues.depths(names)).toMatchObject(names.map(() => ({ depth: 7, consumers: 1 })));
  expect(checked).toEqual(names);
});

test("A9: what is listed quickly is always asked anew", async () => {
  const { queues, listings } = listing(100);
  await queues.discover();
  await queues.depths([]);
  await queues.depths([]);
  expect(listings()).toBe(3);
});
