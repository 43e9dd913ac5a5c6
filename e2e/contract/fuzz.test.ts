// 10,000 random and mutated messages on the event and reply channels of a real Redis: the process stays up, the picture
// of the real cluster stays right, every unreadable message is counted under its reason, and control still works.
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { codecs } from "#server/codecs/codecs.ts";
import { readAnyDelivery } from "#server/engine/read-delivery.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";
import { type Mutant, makeMutants } from "./mutations.ts";

const COUNT = 10_000;
const SEED = Number(process.env.UMBEL_FUZZ_SEED ?? 20_261_122);
const WORKER = "real@fuzz";
const SOON = { timeout: 30_000, interval: 200 };

let redis: RedisServer;
let client: Redis;
let celery: CeleryApp;
let umbel: RunningUmbel;

beforeAll(async () => {
  redis = await startRedis();
  client = new Redis(redis.url);
  celery = await startCelery(DEBIAN_PYTHON, redis.url);
  umbel = await startUmbel(["--broker", redis.url]);
  await celery.worker(WORKER, ["-E", "-c", "2"]);
}, 90_000);
afterAll(async () => {
  client?.disconnect();
  await Promise.all([umbel?.stop(), celery?.stop()]);
  await redis?.stop();
});

async function get<T>(path: string): Promise<{ status: number; body: T }> {
  const response = await fetch(umbel.url + path);
  return { status: response.status, body: (await response.json()) as T };
}

interface TaskAnswer {
  readonly name: string;
  readonly state: string;
  readonly worker: string;
  readonly result: string | null;
  readonly exception: string | null;
}

/** Runs one task of each kind on the real worker; answers the check that both are shown right. */
async function runTasks(): Promise<() => Promise<void>> {
  const good = await celery.send("shop.add", [20, 22]);
  const bad = await celery.send("shop.charge", [7], { kwargs: { amount: 3 } });
  const check = async () => {
    const succeeded = await get<TaskAnswer>(`/api/v1/tasks/${good}`);
    expect(succeeded.body).toMatchObject({
      name: "shop.add",
      state: "SUCCESS",
      worker: WORKER,
      result: "42",
    });
    const failed = await get<TaskAnswer>(`/api/v1/tasks/${bad}`);
    expect(failed.body).toMatchObject({ name: "shop.charge", state: "FAILURE", worker: WORKER });
    expect(failed.body.exception).toContain("GatewayTimeout");
  };
  await vi.waitFor(check, SOON);
  return check;
}

/** But for times and figures that cannot be: those are judged against the clock, in events that are taken. */
async function malformed(): Promise<Record<string, number>> {
  const text = await (await fetch(`${umbel.url}/metrics`)).text();
  const lines = text.matchAll(/^umbel_malformed_total\{reason="([^"]+)"\} (\d+)$/gm);
  const { implausible: _, ...counts } = Object.fromEntries(
    [...lines].map(([, reason, value]) => [reason, Number(value)]),
  );
  return counts;
}

/** What the readable decoders say of each message: how many of each reason. */
function expected(mutants: readonly Mutant[]): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (reason: string, times: number) => {
    if (times > 0) counts[reason] = (counts[reason] ?? 0) + times;
  };
  for (const mutant of mutants) {
    const read = readAnyDelivery(mutant, codecs);
    if (!read.ok) add(read.reason, 1);
    else if (read.value.kind === "events") add("event", read.value.skipped);
  }
  return counts;
}

/** Umbel's own reply list, which is there while answers are expected. */
async function replyList(): Promise<string> {
  const own = await client.keys("umbel_*.reply.celery.pidbox");
  expect(own).toHaveLength(1);
  return own[0] ?? "";
}

test(`${COUNT} hostile messages (UMBEL_FUZZ_SEED=${SEED})`, { timeout: 120_000 }, async () => {
  const before = await runTasks();
  const mutants = makeMutants(COUNT, SEED);
  const want = expected(mutants);
  expect(Object.keys(want).length, "the mutants are of many kinds").toBeGreaterThanOrEqual(5);
  const list = await replyList();
  const channels = ["/0.celeryev/task.multi", "/0.celeryev/task.sent", "/0.celeryev"];
  for (let from = 0; from < COUNT; from += 500) {
    const batch = client.pipeline();
    for (const [index, { source, payload }] of mutants.slice(from, from + 500).entries()) {
      if (source === "reply") batch.lpush(list, payload);
      else batch.publish(channels[index % channels.length] ?? "", payload);
    }
    await batch.exec();
  }
  await vi.waitFor(async () => expect(await malformed()).toEqual(want), SOON);
  console.info(`malformed by reason: ${JSON.stringify(want)}`);

  expect(umbel.exitCode(), umbel.output()).toBeNull();
  await before();
  const after = await runTasks();
  await after();
  const { body } = await get<{ worker: { status: string } }>(`/api/v1/workers/${WORKER}`);
  expect(body.worker.status).toBe("online");
  expect(await (await fetch(`${umbel.url}/healthcheck`)).text()).toBe("OK");
  expect((await fetch(`${umbel.url}/tasks`)).status).toBe(200);
});

test("control still works, with the worker's own answer", async () => {
  const response = await fetch(`${umbel.url}/api/v1/commands/rate_limit`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      destination: [WORKER],
      arguments: { task_name: "shop.limited", rate_limit: "3/m" },
    }),
  });
  expect(await response.json()).toMatchObject({
    replies: [{ hostname: WORKER, ok: true, text: expect.stringContaining("new rate limit set") }],
    missing: [],
  });
  const request = { do: "inspect", method: "registered", destination: [WORKER] };
  const registered = await celery.ask<Record<string, string[]>>(request);
  expect(registered[WORKER]).toContain("shop.limited [rate_limit=3/m]");
});
