// What was done to the cluster, live, and the commands that have dialogs of their own.
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { findTask } from "../fixtures/api.ts";
import { expect, test } from "../fixtures/demo.ts";
import { heading, openLive, toasts } from "../fixtures/frame.ts";
import { expectReason } from "../fixtures/pages.ts";

const commands = (page: Page) => page.getByRole("region", { name: "Commands sent" });

test("a command is seen at once, found, opened and exported", async ({ page, context, demo }) => {
  await openLive(page, "/activity");
  const other = await context.newPage();
  await openLive(other, `${demo.url}/workers/celery%40mail-1`);
  await other.getByRole("button", { name: "Ping" }).click();
  const row = commands(page).getByRole("listitem").filter({ hasText: "ping" }).first();
  await expect(row).toContainText("celery@mail-1");
  await expect(row).toContainText("1 of 1 answered");
  await toasts(other).getByRole("link", { name: "Show in Activity" }).click();
  await expect(heading(other, "Activity")).toBeVisible();
  await expect(commands(other)).toContainText(/1 of \d+ commands?|1 command/);
  await commands(other).getByText("ping", { exact: true }).click();
  await expect(commands(other).getByRole("list", { name: "Answers" })).toContainText("celery@mail-1: pong");
  const [download] = await Promise.all([
    other.waitForEvent("download"),
    other.getByRole("button", { name: "JSON lines" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("umbel-activity.jsonl");
  const [line] = readFileSync(await download.path(), "utf8").split("\n");
  expect(JSON.parse(line ?? "")).toMatchObject({
    command: "ping",
    result: "done",
    destination: ["celery@mail-1"],
  });
  await other.getByRole("searchbox").fill("nothing is called so");
  await expect(commands(other)).toContainText("No commands match");
});

test("ticked workers are commanded together, after a question that names them", async ({ page }) => {
  await openLive(page, "/workers");
  await page.getByLabel("Select celery@media-1").click();
  await page.getByLabel("Select celery@reports-1").click();
  const bar = page.getByRole("region", { name: "Selected workers" });
  await expect(bar).toContainText(/2 selected\d+ tasks? running there/);
  await bar.getByRole("button", { name: "Ping" }).click();
  await expect(toasts(page).filter({ hasText: "Answered: 2 workers" })).toBeVisible();
  await bar.getByRole("button", { name: "Shut down" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Shut down celery@media-1 and celery@reports-1?" });
  await expect(dialog).toContainText(/running on them/);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
});

test("an autoscaled pool has its range set; the others say why they have none", async ({ page }) => {
  await openLive(page, "/workers/celery%40web-1?tab=pool");
  const form = page.getByRole("form", { name: "Autoscale range" });
  await form.getByLabel("Minimum").fill("20");
  await expect(form).toContainText(/must not be more than max/i);
  await form.getByLabel("Minimum").fill("5");
  await form.getByRole("button", { name: "Set range" }).click();
  await expect(toasts(page).filter({ hasText: "Autoscale range set" })).toContainText(
    "keeps between 5 and 12 processes now",
  );
  await toasts(page).getByRole("button", { name: "Undo" }).click();
  await expect(toasts(page).filter({ hasText: "keeps between 4 and 12 processes now" })).toBeVisible();
  await openLive(page, "/workers/celery%40mail-1?tab=pool");
  await expectReason(form.getByRole("button"), /has no autoscaler/);
  await expectReason(page.getByRole("button", { name: "Restart pool…" }), /worker_pool_restarts = True/);
  await openLive(page, "/workers/celery%40billing-1?tab=pool");
  await page.getByRole("button", { name: "Restart pool…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Restart the pool of celery@billing-1?" });
  await dialog.getByRole("button", { name: "Restart pool" }).click();
  await expect(toasts(page).filter({ hasText: "Pool restart started" })).toContainText(
    "is restarting its pool",
  );
});

test("a report is asked for and shown; where a task is, too", async ({ page, demo }) => {
  await openLive(page, "/workers/celery%40mail-1?tab=diagnostics");
  await page.getByRole("button", { name: "Report" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("software -> celery:5.5.3");
  await page.getByRole("button", { name: "Memory now" }).click();
  await expect(page.getByRole("tabpanel")).toContainText(/\d+\.\dMB/);
  const { key } = await findTask(demo, { states: "SUCCESS" });
  await openLive(page, `/tasks/${key}`);
  await page.getByRole("button", { name: "Ask workers" }).click();
  const dialog = page.getByRole("dialog", { name: "Where is this task?" });
  await expect(dialog).toContainText("No worker that answered holds it");
  await expect(dialog).toContainText("does not hold it");
});

test("the palette sends the application's own command, and revokes by stamps", async ({ page }, testInfo) => {
  testInfo.annotations.push({ type: "allow-console", description: "400 (Bad Request)" });
  await openLive(page, "/");
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Custom command…" }).click();
  const custom = page.getByRole("dialog", { name: "Custom command" });
  await custom.getByLabel("Name").fill("shutdown");
  await custom.getByRole("button", { name: "Send" }).click();
  await expect(custom).toContainText("one of Celery's own commands");
  await custom.getByLabel("Name").fill("set_maintenance");
  await custom.getByLabel("Workers").fill("celery@media-*");
  await custom.getByLabel(/Arguments/).fill('{"on": false}');
  await custom.getByRole("button", { name: "Send" }).click();
  await expect(custom).toContainText("maintenance off for media");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Revoke by stamped headers…" }).click();
  const stamps = page.getByRole("alertdialog");
  await stamps.getByLabel("Stamped header").fill("tenant");
  await stamps.getByLabel(/Values/).fill("no-such-tenant");
  await stamps.getByRole("button", { name: "Revoke by stamped headers" }).click();
  await expect(toasts(page).filter({ hasText: "agreed" })).toContainText(
    "does not know this command: its Celery is older than 5.3",
  );
});
