// Tasks of a real Celery application: the list and the task's own page show what becomes of them, within 1 s.
import { writeFileSync } from "node:fs";
import type { TestInfo } from "@playwright/test";
import { test } from "../fixtures/cluster.ts";
import { type Delays, measureDelays } from "../fixtures/delays.ts";
import { expect } from "../fixtures/page.ts";
import { expectReason, fact, openTask, taskRow, taskState } from "../fixtures/pages.ts";

const LIMIT_MS = 1000;

function expectWithinASecond({ list, detail }: Delays, { title, project }: TestInfo) {
  console.info(`${project.name}, ${title}: in the list after ${list} ms, on its page after ${detail} ms`);
  expect(list, "ms from the event to the list").toBeLessThanOrEqual(LIMIT_MS);
  expect(detail, "ms from the event to the task's page").toBeLessThanOrEqual(LIMIT_MS);
}

test("a task that succeeds", async ({ page: detail, context, cluster }, testInfo) => {
  const list = await context.newPage();
  const delays = await measureDelays({ list, detail }, cluster, {
    task: "shop.add",
    args: [2, 40],
    event: "task-succeeded",
    state: "SUCCESS",
  });
  expectWithinASecond(delays, testInfo);
  const row = taskRow(list, delays.uuid);
  await expect(row).toContainText("Success");
  await expect(row).toContainText("shop.add");
  await expect(row).toContainText("[2, 40]");
  await expect(row).toContainText(cluster.shared);
  await expect(detail.getByRole("heading", { level: 1 })).toHaveText("shop.add");
  await expect(taskState(detail)).toHaveText("Success");
  await expect(detail.getByRole("region", { name: "Result", exact: true })).toContainText("42");
  const phases = detail.getByRole("region", { name: "Phases" }).getByRole("listitem");
  await expect(phases).toContainText([/^queued/, /^prefetched/, /^running .* on web-1@test/, /^success/]);
  await expect(fact(detail, "Queue")).toHaveText("celery");
  await expectReason(detail.getByRole("button", { name: "Terminate" }), "It has already finished.");
});

test("a task that fails: its exception, and its own frames stand out", async ({
  page: detail,
  context,
  cluster,
}, testInfo) => {
  const list = await context.newPage();
  const delays = await measureDelays({ list, detail }, cluster, {
    task: "shop.charge",
    args: [42],
    kwargs: { amount: 12.5 },
    event: "task-failed",
    state: "FAILURE",
  });
  expectWithinASecond(delays, testInfo);
  await expect(taskRow(list, delays.uuid)).toContainText("Failure");
  await expect(taskState(detail)).toHaveText("Failure");
  const card = detail.getByRole("region", { name: "GatewayTimeout" });
  await expect(card).toContainText("payment gateway did not answer in 5 s for 12.5");
  const traceback = card.getByRole("region", { name: "Traceback" });
  const own = traceback.locator("pre", { hasText: "in ask_gateway" });
  await expect(own).toContainText("scenarios.py");
  await expect(own).toContainText("raise GatewayTimeout");
  const plain = traceback.locator("pre", { hasText: "Traceback (most recent call last)" });
  await expect(own).not.toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await expect(plain).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await expect(traceback.getByText("in trace_task")).toHaveCount(0);
  await traceback.getByRole("button", { name: /celery\/app\/trace\.py/ }).click();
  await expect(traceback.getByText("in trace_task")).toBeVisible();
});

test("a task that waits to be retried", async ({ page: detail, context, cluster }, testInfo) => {
  const list = await context.newPage();
  const delays = await measureDelays({ list, detail }, cluster, {
    task: "shop.flaky",
    kwargs: { until: 1, countdown: 600 },
    event: "task-retried",
    state: "RETRY",
  });
  expectWithinASecond(delays, testInfo);
  await expect(taskRow(list, delays.uuid)).toContainText("Retry");
  await expect(taskState(detail)).toHaveText("Retry");
  await expect(detail.getByRole("region", { name: "ConnectionError" })).toContainText("mail server is away");
});

test("a task that succeeds at its third attempt lists all three", async ({
  page,
  cluster: { celery, umbel },
}) => {
  const uuid = await celery.send("shop.flaky", [], { kwargs: { until: 2 } });
  await openTask(page, umbel, uuid);
  await expect(taskState(page)).toHaveText("Success");
  const attempts = page.getByRole("region", { name: "Attempts" }).getByRole("listitem");
  await expect(attempts).toContainText(["Success", "Retry", "Retry"]);
  await expect(attempts).toContainText([/3/, /2 · ConnectionError/, /1 · ConnectionError/]);
  await expect(attempts.nth(1)).toContainText("same error as attempt 1");
  await expect(page.getByRole("region", { name: "Result", exact: true })).toContainText(
    "sent after 2 retries",
  );
  await expect(fact(page, "Retries")).toHaveText("2");
  await expect(fact(page, "None"), "a retry names itself as its parent; that is no parent").toContainText(
    "Parent",
  );
});

test("a task that runs: live, until it ends", async ({ page: detail, context, cluster }, testInfo) => {
  const list = await context.newPage();
  const gate = testInfo.outputPath("gate");
  const delays = await measureDelays({ list, detail }, cluster, {
    task: "shop.wait",
    args: [gate],
    event: "task-started",
    state: "STARTED",
  });
  expectWithinASecond(delays, testInfo);
  await expect(taskRow(list, delays.uuid)).toContainText("Started");
  const running = detail
    .getByRole("region", { name: "Phases" })
    .getByRole("listitem")
    .filter({ hasText: "running" });
  const shown = await running.textContent();
  await expect(running, "it ticks while the task runs").not.toHaveText(shown ?? "");
  writeFileSync(gate, "");
  await expect(taskState(detail)).toHaveText("Success");
  await expect(taskRow(list, delays.uuid)).toContainText("Success");
  await expect(detail.getByRole("region", { name: "Result", exact: true })).toContainText("waited for it");
});

test("a task that expires", async ({ page: detail, context, cluster }, testInfo) => {
  const list = await context.newPage();
  const delays = await measureDelays({ list, detail }, cluster, {
    task: "shop.add",
    args: [1, 1],
    options: { expires: 0.001 },
    event: "task-revoked",
    state: "REVOKED",
  });
  expectWithinASecond(delays, testInfo);
  await expect(taskRow(list, delays.uuid)).toContainText("Revoked");
  await expect(taskState(detail)).toHaveText("Revoked");
  await expect(detail.getByText("It expired before a worker could run it.")).toBeVisible();
  await expect(fact(detail, "Expired")).toHaveText("yes");
});
