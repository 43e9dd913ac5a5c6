// Why a task waits, on real brokers with real workers: Umbel's own words for each place that a task can be in.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { WhyAnswer } from "#lib/api/task-schemas.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RabbitMq, startRabbitMq } from "../fixtures/rabbitmq.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const SOON = { timeout: 30_000, interval: 100 };
const WORKER = "why@test";

async function post(umbel: RunningUmbel, path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${umbel.url}/api/v1/${path}`, {
    ...{ method: "POST", headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

/** Waits until the page of this task says it. */
async function says(umbel: RunningUmbel, uuid: string, expected: RegExp): Promise<void> {
  await vi.waitFor(async () => {
    const answer = await fetch(`${umbel.url}/api/v1/tasks/${uuid}/why`);
    const { reasons } = (await answer.json()) as WhyAnswer;
    const printed = (part: WhyAnswer["reasons"][number]["text"][number]) =>
      typeof part === "string" ? part : "at" in part ? new Date(part.at).toISOString() : part.text;
    expect(reasons.map(({ text }) => text.map(printed).join("")).join(" ")).toMatch(expected);
  }, SOON);
}

describe.each([
  ["of Debian", DEBIAN_PYTHON],
  ["from pip", PIP_PYTHON],
])("Redis and Celery %s", (_name, python) => {
  let redis: RedisServer;
  let celery: CeleryApp;
  let umbel: RunningUmbel;
  beforeAll(async () => {
    redis = await startRedis();
    celery = await startCelery(python, redis.url);
    umbel = await startUmbel(["--broker", redis.url]);
    await vi.waitFor(async () => expect((await fetch(`${umbel.url}/readyz`)).status).toBe(200), SOON);
    await celery.worker(WORKER, ["-E", "-c", "1", "-Q", "why"]);
  }, 90_000);
  afterAll(async () => {
    await umbel?.stop();
    await celery?.stop();
    await redis?.stop();
  });

  test("each place that a task can be in", { timeout: 120_000 }, async () => {
    const send = (task: string, args: readonly unknown[] = [], options = {}) =>
      celery.send(task, args, { options: { queue: "why", ...options } });
    const alone = await celery.send("shop.add", [1, 1], { options: { queue: "nobody" } });
    await says(umbel, alone, /^No worker consumes its queue nobody\.$/);
    const running = await send("shop.sleep", [300]);
    await vi.waitFor(
      async () =>
        expect(await (await fetch(`${umbel.url}/api/v1/tasks/${running}`)).json()).toMatchObject({
          state: "STARTED",
        }),
      SOON,
    );
    const later = await send("shop.add", [1, 1], { countdown: 900 });
    await says(umbel, later, /^why@test holds it until its ETA, \d{4}-/);
    // The one process is busy: one is prefetched, the others stay in Redis.
    const next = await send("shop.add", [1, 1]);
    await says(umbel, next, /^why@test has taken it\. Its one process is busy: it waits for one to be free/);
    const [, second] = [await send("shop.add", [1, 1]), await send("shop.add", [1, 1])];
    await says(umbel, second, /^It is number 2 of 2 waiting in why\./);
    const stranger = await send("ghost.nobody");
    await says(umbel, stranger, /^No worker that consumes its queue why has a task of this name/);
    await post(umbel, "commands/revoke", { arguments: { task_id: second } });
    await says(
      umbel,
      second,
      /^Revoke sent by anonymous at .*No worker has acted on it yet\..*number 2 of 3/,
    );
    await post(umbel, "queues/why/pause", { reason: "deploy" });
    await says(umbel, stranger, /^Its queue why is paused by anonymous since .* \(deploy\)\.$/);
    await post(umbel, "queues/nobody/purge", {});
    await says(umbel, alone, /^It is no longer in its queue nobody/);
  });
});

test("RabbitMQ cannot be read without disturbing it: how many wait, and no place", {
  timeout: 120_000,
}, async () => {
  const rabbitmq: RabbitMq = await startRabbitMq();
  const url = await rabbitmq.addVhost("why");
  const celery = await startCelery(PIP_PYTHON, url, { resultBackend: "" });
  const umbel = await startUmbel(["--broker", url, "--broker-api", rabbitmq.apiUrl]);
  try {
    await celery.worker(WORKER, ["-E", "-c", "1", "-Q", "why"]);
    const send = (task: string, args: readonly unknown[] = []) =>
      celery.send(task, args, { options: { queue: "why" } });
    await vi.waitFor(async () => expect((await fetch(`${umbel.url}/readyz`)).status).toBe(200), SOON);
    await send("shop.sleep", [300]);
    const ids = [];
    for (let at = 0; at < 4; at += 1) ids.push(await send("shop.add", [1, 1]));
    await says(umbel, ids.at(-1) ?? "", /^It is one of \d waiting in why, if it is still there\./);
    const alone = await celery.send("shop.add", [1, 1], { options: { queue: "nobody" } });
    await says(umbel, alone, /^No worker consumes its queue nobody\.$/);
  } finally {
    await umbel.stop();
    await celery.stop();
    await rabbitmq.stop();
  }
});
