// How often RabbitMQ is asked for all its queues.
import type { ChannelModel } from "amqplib";
import { expect, onTestFinished, test, vi } from "vitest";
import { AmqpApi, type ApiQueue, usualApi } from "./amqp-api.ts";
import { AmqpQueues } from "./amqp-queues.ts";
import { amqpNames } from "./amqp-topology.ts";
import { parseAmqpUrl } from "./amqp-url.ts";

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
  const queues = new AmqpQueues({
    model: {} as ChannelModel, // only asked about queues that are named
    api: new TimedApi(address, target.value),
    names: amqpNames({}),
    signal: new AbortController().signal,
    onApiProblem: () => {},
  });
  return { queues, listings: () => listings };
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

test("A9: what is listed quickly is always asked anew", async () => {
  const { queues, listings } = listing(100);
  await queues.discover();
  await queues.depths([]);
  await queues.depths([]);
  expect(listings()).toBe(3);
});
