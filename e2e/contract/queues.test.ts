// Queues on a real Redis with a real Celery: what waits is read and left as it was, pausing stops consumption and resuming
// restores it, a worker that starts meanwhile is noticed, and purging says how much went.
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { QueueDetail } from "#lib/queues/queue.ts";
import type { Waiting } from "#lib/queues/waiting-view.ts";
import { fixtureEnvelopes } from "../../server/codecs/fixtures.test-helper.ts";
import type { PauseResult } from "../../server/control/port.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const SOON = { timeout: 30_000, interval: 100 };
const SEP = "\x06\x16";
const LISTS = [0, 3, 6, 9].map((step) => (step === 0 ? "" : `${SEP}${step}`));

describe.each([
  ["of Debian", DEBIAN_PYTHON],
  ["from pip", PIP_PYTHON],
])("Celery %s", (_name, python) => {
  let server: RedisServer;
  let redis: Redis;
  let celery: CeleryApp;
  let umbel: RunningUmbel;

  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
    celery = await startCelery(python, server.url, { conf: { accept_content: ["json", "pickle"] } });
    umbel = await startUmbel(["--broker", server.url]);
    await vi.waitFor(async () => expect((await fetch(`${umbel.url}/readyz`)).status).toBe(200), SOON);
  }, 60_000);
  afterAll(async () => {
    await umbel?.stop();
    await celery?.stop();
    redis?.disconnect();
    await server?.stop();
  });

  async function ask<T>(path: string, body?: unknown): Promise<T> {
    const response = await fetch(`${umbel.url}/api/v1/queues/${path}`, {
      ...(body !== undefined && {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  }
  const contents = (queue: string) =>
    Promise.all(LISTS.map((suffix) => redis.lrange(`${queue}${suffix}`, 0, -1)));
  const depth = async (queue: string) => (await contents(queue)).flat().length;
  const send = (queue: string, options: Record<string, unknown> = {}) =>
    celery.send("shop.add", [1, 2], { options: { queue, ...options } });
  const state = (id: string) => celery.ask<string>({ do: "state", id });
  const succeeded = (ids: readonly string[]) =>
    vi.waitFor(async () => {
      for (const id of ids) expect(await state(id)).toBe("SUCCESS");
    }, SOON);
  const consumes = (worker: string, queue: string, wanted: boolean) =>
    vi.waitFor(async () => {
      const answer = await celery.ask<Record<string, { name: string }[]> | null>({
        do: "inspect",
        method: "active_queues",
        destination: [worker],
      });
      expect(answer?.[worker]?.some(({ name }) => name === queue) ?? false).toBe(wanted);
    }, SOON);

  test("what waits is read in the order it will run, and left as it was", { timeout: 60_000 }, async () => {
    const plain = await send("mail");
    const pickled = await send("mail", { serializer: "pickle" });
    const packed = await send("mail", { compression: "zlib" });
    const idle = await send("mail", { priority: 9 });
    const middling = await send("mail", { priority: 3 });
    const before = await contents("mail");
    const waiting = await ask<Waiting>("mail/waiting");
    expect(waiting.messages.map(({ uuid }) => uuid)).toEqual([plain, pickled, packed, middling, idle]);
    expect(waiting).toMatchObject({ total: 5, sampled: 5, unreadable: null, malformed: {} });
    expect(waiting.groups).toMatchObject([{ key: "shop.add", count: 5 }]);
    for (const message of waiting.messages)
      expect(message).toMatchObject({ name: "shop.add", args: expect.stringMatching(/1, 2/), kwargs: "{}" });
    expect((await ask<Waiting>("mail/waiting?limit=2")).messages.map(({ uuid }) => uuid)).toEqual([
      plain,
      pickled,
    ]);
    expect(await contents("mail")).toEqual(before);
    await vi.waitFor(async () => {
      const { queue } = await ask<QueueDetail>("mail");
      expect(queue).toMatchObject({ depth: 5, oldestAt: expect.any(Number) });
      expect(queue.byPriority?.map((each) => each.depth)).toEqual([3, 1, 0, 1]);
    }, SOON);
    await celery.worker("own@test", ["-E", "-c", "2", "-Q", "mail,other", "--without-gossip"]);
    await succeeded([plain, pickled, packed, middling, idle]);
  });

  test("messages of every serializer and compression are read where they lie", async () => {
    const captured = fixtureEnvelopes().filter(({ file }) => file.endsWith("task-messages.json"));
    for (const { text } of captured) await redis.lpush("captured", text);
    const before = await contents("captured");
    const waiting = await ask<Waiting>("captured/waiting");
    expect(waiting).toMatchObject({ total: captured.length, malformed: {} });
    expect(waiting.messages.every(({ args, problem }) => args !== null && problem === null)).toBe(true);
    expect(await contents("captured")).toEqual(before);
  });

  test("a paused queue fills, who starts on it is noticed, and resuming drains it", {
    timeout: 90_000,
  }, async () => {
    await vi.waitFor(async () => {
      expect((await ask<QueueDetail>("mail")).consumers).toMatchObject([{ key: "own@test" }]);
    }, SOON);
    const paused = await ask<PauseResult>("mail/pause", { reason: "smtp is down" });
    expect(paused).toMatchObject({ told: ["own@test"], outcome: { replies: [{ ok: true }] } });
    await consumes("own@test", "mail", false);
    const ids = [await send("mail"), await send("mail"), await send("mail")];
    // Its worker is at work: what it still consumes runs.
    await succeeded([await send("other")]);
    expect(await depth("mail")).toBe(3);
    await vi.waitFor(async () => {
      const { queue } = await ask<QueueDetail>("mail");
      const pause = { by: "anonymous", reason: "smtp is down", workers: ["own@test"], consumedBy: [] };
      expect(queue).toMatchObject({ depth: 3, consumers: 0, pause });
    }, SOON);
    await celery.worker("late@test", ["-E", "-c", "1", "-Q", "mail", "--without-gossip"]);
    await succeeded(ids);
    await vi.waitFor(async () => {
      expect((await ask<QueueDetail>("mail")).queue.pause?.consumedBy).toEqual(["late@test"]);
    }, SOON);
    expect(await ask<PauseResult>("mail/pause", {})).toMatchObject({ told: ["late@test"] });
    await consumes("late@test", "mail", false);
    const more = [await send("mail"), await send("mail")];
    // A read that was under way when it was told to stop takes one more, and gives it back.
    await vi.waitFor(async () => expect(await depth("mail")).toBe(2), SOON);
    const resumed = await ask<PauseResult>("mail/resume", {});
    expect(resumed).toMatchObject({ pause: null, told: ["own@test", "late@test"], gone: [] });
    await succeeded(more);
  });

  test("purging says how many messages went, of every priority", async () => {
    for (const priority of [0, 3, 9, 9]) await send("nobody", { priority });
    expect(await depth("nobody")).toBe(4);
    expect(await ask("nobody/purge", {})).toEqual({ queue: "nobody", removed: 4 });
    expect(await depth("nobody")).toBe(0);
    expect(await ask("nobody/purge", {})).toEqual({ queue: "nobody", removed: 0 });
  });
});
