// Commands from the worker's page, and what the worker itself reports afterwards (`celery inspect`, not Umbel).
import type { Page } from "@playwright/test";
import { auditedPhases } from "../fixtures/audit.ts";
import { type Cluster, test } from "../fixtures/cluster.ts";
import { expect } from "../fixtures/page.ts";
import { confirm, expectReason, openTask, openWorker, taskState, workerStatus } from "../fixtures/pages.ts";

/** Celery's own answer of one worker. */
async function inspect<T>({ celery }: Cluster, method: string, hostname: string): Promise<T | undefined> {
  const answer = await celery.ask<Record<string, T> | null>({
    do: "inspect",
    method,
    destination: [hostname],
  });
  return answer?.[hostname];
}

async function openTab(page: Page, name: string) {
  await page.getByRole("tab", { name }).click();
}

test("Rate limit changes what the worker registers", async ({ page, cluster, startWorker }) => {
  const { hostname } = await startWorker();
  await openWorker(page, cluster.umbel, hostname);
  await openTab(page, "Limits");
  const row = page.getByRole("row").filter({ hasText: "shop.limited" });
  await expect(row).toContainText("unlimited");
  await row.getByRole("button", { name: "Rate limit of shop.limited" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Rate limit on each worker").fill("7/m");
  await dialog.getByRole("button", { name: "Set" }).click();
  await expect(page.getByText("Rate limit set", { exact: true })).toBeVisible();
  expect(await inspect<string[]>(cluster, "registered", hostname)).toContain("shop.limited [rate_limit=7/m]");
  await expect(row).toContainText("7/m");
  expect(auditedPhases(cluster.umbel, "rate_limit")).toEqual(["requested", "finished"]);
});

test("Grow and shrink change the pool", async ({ page, cluster, startWorker }) => {
  const { hostname } = await startWorker({ concurrency: 2 });
  const processes = async () => {
    const stats = await inspect<{ pool: { processes: number[] } }>(cluster, "stats", hostname);
    return stats?.pool.processes.length;
  };
  await openWorker(page, cluster.umbel, hostname);
  await openTab(page, "Pool");
  await page.getByRole("button", { name: "Grow to 3" }).click();
  await expect(page.getByText("Pool will grow", { exact: true })).toBeVisible();
  await expect.poll(processes).toBe(3);
  await page.getByRole("button", { name: "Shrink to 2" }).click();
  await expect.poll(processes).toBe(2);
  await expect(page.getByRole("button", { name: "Grow to 3" })).toBeVisible();
  expect(auditedPhases(cluster.umbel, "pool_grow")).toEqual(["requested", "finished"]);
});

test("a queue is added and taken away", async ({ page, cluster, startWorker }) => {
  const { hostname, queue } = await startWorker();
  const extra = `extra-${queue}`;
  const consumed = async () => {
    const queues = await inspect<{ name: string }[]>(cluster, "active_queues", hostname);
    return queues?.map(({ name }) => name).sort();
  };
  await openWorker(page, cluster.umbel, hostname);
  await openTab(page, "Queues");
  const field = page.getByLabel("Add a queue");
  await field.fill(extra);
  await field.press("Enter");
  await expect.poll(consumed).toEqual([extra, queue].sort());
  const row = page.getByRole("row").filter({ hasText: extra });
  await expect(row).toBeVisible();
  await confirm(page, row.getByRole("button", { name: "Stop consuming" }), "Stop consuming");
  await expect.poll(consumed).toEqual([queue]);
  await expect(row).toHaveCount(0);
  expect(auditedPhases(cluster.umbel, "cancel_consumer")).toEqual(["requested", "finished"]);
});

test("Enable task events makes a worker's tasks appear", async ({ page, cluster, startWorker }) => {
  const { celery, umbel, events } = cluster;
  const worker = await startWorker({ events: false });
  const unseen = await worker.send("shop.add", [1, 1]);
  await expect.poll(() => celery.ask({ do: "state", id: unseen })).toBe("SUCCESS");
  await openWorker(page, umbel, worker.hostname);
  const notice = page.getByRole("listitem").filter({ hasText: "Task events are off" });
  await expect(async () => {
    // It is noticed by what the heartbeats count and no event tells.
    await worker.send("shop.add", [1, 1]);
    await expect(notice).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await notice.getByRole("button", { name: "Enable task events" }).click();
  await expect(page.getByText("Task events enabled", { exact: true })).toBeVisible();
  const seen = await worker.send("shop.add", [2, 2]);
  const recent = page.getByRole("table", { name: "Recent tasks" });
  await expect(recent.getByRole("row").filter({ hasText: "shop.add" })).toContainText("Success");
  await expect(notice).toHaveCount(0);
  await openTask(page, umbel, seen);
  await expect(taskState(page)).toHaveText("Success");
  await openTask(page, umbel, unseen);
  await expect(taskState(page), "only its sender told of it").toHaveText("Pending");
  expect(events.all.filter(({ uuid }) => uuid === unseen).map(({ type }) => type)).toEqual(["task-sent"]);
});

test("Shut down takes the worker offline", async ({ page, cluster, startWorker }) => {
  const worker = await startWorker();
  await openWorker(page, cluster.umbel, worker.hostname);
  await expect(workerStatus(page)).toHaveText("Online");
  await confirm(page, page.getByRole("button", { name: "Shut down" }), "Shut down");
  await expect(workerStatus(page)).toHaveText("Offline");
  await expect.poll(() => worker.child.process.exitCode, "exit code of the worker").toBe(0);
  await expectReason(page.getByRole("button", { name: "Ping" }), /is offline and cannot answer/);
  await page.goto(`${cluster.umbel.url}/workers`);
  await expect(page.getByRole("row").filter({ hasText: worker.hostname })).toHaveCount(0);
  await page.getByRole("button", { name: /offline/ }).click();
  await expect(page.getByRole("row").filter({ hasText: worker.hostname })).toContainText("Offline");
  expect(auditedPhases(cluster.umbel, "shutdown")).toEqual(["requested", "finished"]);
});
