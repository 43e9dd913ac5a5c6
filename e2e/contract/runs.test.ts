// A task that is run three times under one uuid, told to Flower 2.2 and to Umbel: both count three runtimes.
import { Redis } from "ioredis";
import { expect, onTestFinished, test, vi } from "vitest";
import type { TaskEvent } from "#lib/events/event.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { createRedisBroker } from "../../server/broker/redis/redis.ts";
import { codecs } from "../../server/codecs/codecs.ts";
import { LocalEngine } from "../../server/engine/engine.ts";
import { eventMessage, taskEvent } from "../../server/engine/simulated.test-helper.ts";
import { startFlower } from "../fixtures/flower.ts";
import { startRedis } from "../fixtures/redis.ts";

const SOON = { timeout: 20_000, interval: 50 };
const RUNTIME = "flower_task_runtime_seconds";

test("A5: three runs are counted as Flower 2.2 counts them", async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const flower = await startFlower(redis.url);
  onTestFinished(() => flower.stop());
  const options = { name: "test", brokerUrl: "", demo: null, maxTasks: 1_000, maxWorkers: 10, version: "0" };
  const engine = new LocalEngine(options, {
    broker: createRedisBroker(redis.url),
    codecs,
    model: new ClusterModel(options),
  });
  onTestFinished(() => engine.stop());
  /** What Umbel counted, by labels. */
  const ours = new Map<string, number>();
  engine.onTick(({ metrics }) => {
    for (const { series } of metrics.set.filter(({ family }) => family === RUNTIME)) {
      for (const one of series) if ("count" in one) ours.set(one.labels.join(" "), one.count);
    }
  });
  await engine.start();
  await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("connected"), SOON);
  const publisher = new Redis(redis.url);
  onTestFinished(() => publisher.disconnect());
  const tell = async (subject: string, over: Partial<TaskEvent>) => {
    // Both listen before anything is told.
    const heard = await publisher.publish(
      `/0.celeryev/task.${subject}`,
      eventMessage(taskEvent("r-1", subject, over)),
    );
    expect(heard).toBe(2);
  };
  await vi.waitFor(async () => {
    expect(await publisher.call("PUBSUB", "NUMPAT")).toBeGreaterThanOrEqual(2);
  }, SOON);
  for (const hostname of ["w1@h", "w1@h", "w2@h"]) {
    await tell("received", { hostname, name: "cases.nap", args: "()", kwargs: "{}", retries: 0 });
    await tell("started", { hostname });
    await tell("succeeded", { hostname, result: "'ok'", runtimeSeconds: 0.1 });
  }
  const expected = { "w1@h cases.nap": 2, "w2@h cases.nap": 1 };
  await vi.waitFor(() => expect(Object.fromEntries(ours)).toEqual(expected), SOON);
  await vi.waitFor(async () => {
    const text = await (await fetch(`${flower.url}/metrics`)).text();
    const counts = [...text.matchAll(/^flower_task_runtime_seconds_count\{([^}]*)\} (\S+)$/gm)];
    const theirs = counts.map(([, labels = "", count]) => {
      const label = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(labels)?.[1];
      return [`${label("worker")} ${label("task")}`, Number(count)];
    });
    expect(Object.fromEntries(theirs)).toEqual(expected);
  }, SOON);
}, 90_000);
