// A3: names and values as they should never come, on a real Redis: every page draws them, every link leads to its page, and
// the browser's console stays empty.

import { Redis } from "ioredis";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import { queuePath, taskPath, tasksPath, workerPath } from "#lib/routes.ts";
import { HOSTILE } from "#server/engine/hostile.test-helper.ts";
import { clusterOf } from "../fixtures/api.ts";
import { expectLive, openLive } from "../fixtures/frame.ts";
import { test as base, expect } from "../fixtures/page.ts";
import { startRedis } from "../fixtures/redis.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

/** The names whose pages are opened one by one: each is of another kind. */
const OPENED = [
  "..",
  ".",
  "a/b",
  "%2F",
  "\\",
  "\ud800",
  "\u0000",
  "\u202eabc",
  "?x=1&y#z",
  "~~002E",
  "a".repeat(512),
];

const test = base.extend<object, { umbel: RunningUmbel }>({
  umbel: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const redis = await startRedis();
      const umbel = await startUmbel(["--broker", redis.url]);
      const client = new Redis(redis.url);
      await expect
        .poll(async () => (await clusterOf(umbel)).broker.state, { timeout: 30_000 })
        .toBe("connected");
      for (const name of HOSTILE)
        for (const event of eventsOf(name)) await client.publish("/0.celeryev/x", event);
      await expect.poll(async () => (await clusterOf(umbel)).tasks, { timeout: 30_000 }).toBe(HOSTILE.length);
      await use(umbel);
      client.disconnect();
      await umbel.stop();
      await redis.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ umbel }, use) => use(umbel.url),
});

function eventsOf(name: string): string[] {
  const timestamp = Date.now() / 1_000;
  const common = { hostname: name, timestamp, pid: 1, clock: 1, utcoffset: 0 };
  const task = { ...common, uuid: name, name, args: name, kwargs: name, queue: name, root_id: name };
  const events = [
    { ...common, type: "worker-online", freq: 60, sw_ident: name, sw_ver: name, sw_sys: name },
    { ...task, type: "task-sent", exchange: name, routing_key: name, eta: name, expires: name },
    { ...task, type: "task-received", retries: 1e300 },
    { ...task, type: "task-failed", exception: name, traceback: name },
  ];
  return events.map((event) =>
    encodeEnvelope({
      ...{ body: printJson(event), headers: {}, exchange: "celeryev", routingKey: "x" },
      ...{ deliveryMode: 1, deliveryTag: "t" },
    }),
  );
}

test("A3: every list draws hostile names", async ({ page }) => {
  for (const path of ["/", "/tasks", "/tasks?states=FAILURE", "/workers", "/queues", "/activity", "/send"]) {
    await openLive(page, path);
    await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
    await expect(page.getByRole("main")).not.toContainText("went wrong");
  }
});

for (const name of OPENED) {
  test(`A3: the pages of ${JSON.stringify(name).slice(0, 40)} are found by their addresses`, async ({
    page,
  }) => {
    await openLive(page, taskPath(name));
    await expect(page.getByRole("region", { name: "Traceback" })).toBeVisible();
    await openLive(page, workerPath(name));
    await expect(page.getByRole("main")).toContainText("Recent");
    await expect(page.getByRole("main")).not.toContainText("Worker not found");
    await openLive(page, queuePath(name));
    await expect(page.getByRole("main")).not.toContainText("Queue not found");
  });
}

test("A3: a link to the tasks of a hostile worker finds them", async ({ page }) => {
  for (const worker of ["..", "a/b", "%2F", "?x=1&y#z", "\u202eabc"]) {
    await page.goto(tasksPath({ worker }));
    await expectLive(page);
    await expect(page.locator("[data-state=FAILURE]").first()).toBeVisible();
  }
});
