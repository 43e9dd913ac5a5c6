// A broker that goes away, is not there yet, or refuses: the page says what is wrong and mends itself.
// These tests break their Redis, so each has its own.

import type { Page } from "@playwright/test";
import { Redis } from "ioredis";
import { startCluster, test } from "../fixtures/cluster.ts";
import { expect } from "../fixtures/page.ts";
import { openWorker, taskRow, workerStatus } from "../fixtures/pages.ts";
import { startRedis } from "../fixtures/redis.ts";
import { startUmbel } from "../fixtures/umbel.ts";

const banner = (page: Page) => page.getByRole("alert").filter({ hasText: /redis:\/\// });
const connection = (page: Page) => page.getByRole("banner").getByRole("status");

test("restarting Redis in mid-flight recovers by itself", async ({ page, context, python }) => {
  const { cluster, stop } = await startCluster(python);
  try {
    const { redis, celery, umbel, shared } = cluster;
    const list = await context.newPage();
    await list.goto(`${umbel.url}/tasks`);
    const before = await celery.send("shop.sleep", [3600]);
    await expect(taskRow(list, before)).toContainText("Started");
    await openWorker(page, umbel, shared);
    await expect(connection(page)).toHaveText("Live");

    await redis.pause();
    for (const each of [page, list]) {
      await expect(banner(each)).toContainText(/Nothing listens on|was closed/);
      await expect(connection(each)).toHaveText(/^Stale since/);
    }
    await expect(taskRow(list, before), "what was known stays").toContainText("Started");
    await expect(workerStatus(page), "silence of the broker is not silence of its workers").toHaveText(
      "Online",
    );
    expect((await fetch(`${umbel.url}/readyz`)).status).toBe(503);

    await redis.resume();
    for (const each of [page, list]) {
      await expect(connection(each)).toHaveText("Live", { timeout: 20_000 });
      await expect(banner(each)).toHaveCount(0);
    }
    expect((await fetch(`${umbel.url}/readyz`)).status).toBe(200);
    const overview = await context.newPage();
    await overview.goto(umbel.url);
    await expect(
      overview.getByText(/Not watching from \d\d:\d\d:\d\d to \d\d:\d\d:\d\d/),
      "what was missed is said",
    ).toBeVisible();
    // A worker of 5.2 never listens again after such an outage, and one of 5.6 starts nothing before what it ran has
    // ended (and keeps that end to itself): what is shown of new work needs a worker of after the outage.
    const fresh = "web-2@test";
    await celery.worker(fresh, ["-E", "-c", "1", "-Q", "after"]);
    const after = await celery.send("shop.add", [1, 2], { options: { queue: "after" } });
    await expect(taskRow(list, after)).toContainText("Success");
    await expect(taskRow(list, before), "nobody told of its end").toContainText("Started");
    await openWorker(page, umbel, fresh);
    await expect(workerStatus(page)).toHaveText("Online");
    await page.getByRole("button", { name: "Ping" }).click();
    await expect(page.getByText("Answered", { exact: true })).toBeVisible();
    // The server goes first in the end: pages that are open then tell that they cannot reach it.
    await Promise.all(context.pages().map((open) => open.close()));
  } finally {
    await stop();
  }
});

test("a broker that is not there yet: the cause, then the dashboard", async ({ page }) => {
  const redis = await startRedis();
  await redis.pause();
  const umbel = await startUmbel(["--broker", redis.url]);
  try {
    await page.goto(umbel.url);
    await expect(banner(page)).toContainText(`Nothing listens on 127.0.0.1:${redis.port}.`);
    await expect(banner(page)).toContainText("Start Redis, or check host and port of the broker URL.");
    await redis.resume();
    await expect(connection(page)).toHaveText("Live", { timeout: 20_000 });
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  } finally {
    await umbel.stop();
    await redis.stop();
  }
});

test("a wrong password: the cause, then the dashboard", async ({ page }) => {
  const redis = await startRedis();
  const admin = new Redis(redis.url);
  await admin.config("SET", "requirepass", "the-right-one");
  const umbel = await startUmbel(["--broker", redis.url.replace("//", "//:swordfish@")]);
  try {
    await page.goto(umbel.url);
    await expect(banner(page)).toContainText("Redis refused the password of user default.");
    await expect(banner(page)).toContainText("Check user and password in the broker URL");
    await admin.config("SET", "requirepass", "swordfish");
    await expect(connection(page)).toHaveText("Live", { timeout: 20_000 });
    await expect(banner(page)).toHaveCount(0);
    await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
    expect(await page.content(), "the page").not.toContain("swordfish");
    expect(umbel.output(), "the log").not.toContain("swordfish");
  } finally {
    admin.disconnect();
    await umbel.stop();
    await redis.stop();
  }
});
