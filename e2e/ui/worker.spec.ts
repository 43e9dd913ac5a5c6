// One worker: what it does, what inspect tells of it, and its limits, pool and queues changed from here.
import type { Page } from "@playwright/test";
import { expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { openLive, toasts } from "../fixtures/frame.ts";
import { fact, workerStatus } from "../fixtures/pages.ts";

const tab = (page: Page, name: RegExp) => page.getByRole("tab", { name });

test("who it is, and what it does now", async ({ page }) => {
  await openLive(page, "/workers/celery%40web-1");
  await expect(workerStatus(page)).toHaveText("Online");
  await expect(page.getByRole("main")).toContainText(
    /Celery 5\.5\.3 · prefork × \d+ · process \d+ · up .* · heartbeat every 2 s, last .*/,
  );
  const figures = page.getByRole("main").locator("dl").first();
  const before = await figures.innerText();
  await expect.poll(() => figures.innerText(), { timeout: 20_000 }).not.toBe(before);
  await expect(
    page.getByRole("table", { name: "Running tasks" }).locator("tbody").getByRole("row"),
  ).not.toHaveCount(0);
});

test("every question of inspect has its view, in the address", async ({ page }) => {
  await openLive(page, "/workers/celery%40mail-1");
  const address = (view: string) => `/workers/celery%40mail-1?tab=${view}`;
  for (const [name, url, text] of [
    [/^Active/, "active", /Answered|No task/],
    [/^Reserved/, "reserved", /Answered/],
    [/^Scheduled/, "scheduled", /mail\.send_reminder/],
    [/^Revoked/, "revoked", /Answered/],
  ] as const) {
    await page.getByRole("radio", { name }).click();
    await expect(page).toHaveURL(address(url));
    await expect(page.getByRole("tabpanel")).toContainText(text);
    await expect(tab(page, /^Tasks/)).toHaveAttribute("aria-selected", "true");
  }
  for (const [name, url, text] of [
    [/^Queues/, "queues", /mail/],
    [/^Limits/, "limits", /crm\.sync_contact\s*30\/m/],
    [/^Pool/, "pool", /Processes.*Prefetch/s],
    [/^System/, "system", /memory|CPU|Memory/],
    [/^Configuration/, "conf", /broker_url/],
  ] as const) {
    await tab(page, name).click();
    await expect(page).toHaveURL(address(url));
    await expect(page.getByRole("tabpanel")).toContainText(text);
  }
  await page.reload();
  await expect(tab(page, /^Configuration/)).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tabpanel")).not.toContainText(/:[^@/\s*]+@/);
});

test("a rate limit: what is wrong with it, then set, then lifted again", async ({ page }) => {
  await openLive(page, "/workers/celery%40billing-1?tab=limits&find=billing.refund");
  const row = page.getByRole("tabpanel").getByRole("row").filter({ hasText: "billing.refund" });
  await expect(row).toContainText("unlimited");
  await row.getByRole("button", { name: "Rate limit of billing.refund" }).click();
  const dialog = page.getByRole("dialog", { name: "Rate limit" });
  const field = dialog.getByRole("textbox", { name: "Rate limit on each worker" });
  await field.fill("often");
  await dialog.getByRole("button", { name: "Set" }).click();
  await expect(dialog).toContainText(/must be like 10, 0\.5\/s, 100\/m or 2\/h/i);
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await field.fill("90/m");
  await dialog.getByRole("button", { name: "Set" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(toasts(page).filter({ hasText: "Rate limit set" })).toContainText("rate limit set");
  await expect(row).toContainText("90/m");
  await row.getByRole("button", { name: "Rate limit of billing.refund" }).click();
  await expect(field).toHaveValue("90/m");
  await dialog.getByRole("button", { name: "Remove limit" }).click();
  await expect(row).toContainText("unlimited");
});

test("the pool grows and shrinks by what is asked", async ({ page }) => {
  // The one with processes to spare: a pool whose processes are all busy cannot shrink.
  await openLive(page, "/workers/celery%40billing-1?tab=pool");
  const panel = page.getByRole("tabpanel");
  const size = panel.getByText("Processes", { exact: true }).first().locator("xpath=../dd");
  await expect(size).toHaveText("6");
  await panel.getByRole("button", { name: "Grow to 7" }).click();
  await expect(size).toHaveText("7");
  await expect(panel.getByRole("button", { name: "Grow to 8" })).toBeVisible();
  await panel.getByRole("textbox", { name: "Processes" }).fill("0");
  await expect(panel).toContainText(/must be at least 1/i);
  await panel.getByRole("textbox", { name: "Processes" }).fill("1");
  await panel.getByRole("button", { name: "Shrink to 6" }).click();
  await expect(size).toHaveText("6");
});

test("a queue is added and taken away", async ({ page }) => {
  await openLive(page, "/workers/celery%40reports-1?tab=queues");
  const panel = page.getByRole("tabpanel");
  await panel.getByRole("textbox", { name: "Add a queue" }).fill("overflow");
  await panel.getByRole("button", { name: "Add" }).click();
  await expect(toasts(page).filter({ hasText: "Queue added" })).toContainText(
    "celery@reports-1: consumes overflow now",
  );
  const row = panel.getByRole("row").filter({ hasText: "overflow" });
  await expect(row).toBeVisible();
  await row.getByRole("button").click();
  const dialog = page.getByRole("alertdialog", { name: "Stop consuming overflow?" });
  await dialog.getByRole("button", { name: "Stop consuming" }).click();
  await expect(row).toHaveCount(0);
});

test("ping, and what the worker answered", async ({ page }) => {
  await openLive(page, "/workers/celery%40web-1");
  await page.getByRole("button", { name: "Ping" }).click();
  await expect(toasts(page).filter({ hasText: "Answered" })).toContainText("celery@web-1: pong");
});

test("busy and active are one number, at whatever moment it is held", async ({ page, demo }) => {
  await freezeAtTask(demo, { states: "STARTED" }, ({ worker }) => worker === "celery@billing-1");
  await openLive(page, "/workers/celery%40billing-1?tab=active");
  const busy = await fact(page, "Busy").textContent();
  const running = Number(/^\d+/.exec(busy ?? "")?.[0]);
  expect(running).toBeGreaterThan(0);
  await expect(page.getByRole("radio", { name: /^Active/ })).toHaveText(new RegExp(`^Active\\s${running}$`));
  const table = page.getByRole("table", { name: "Active tasks" });
  await expect(table.getByRole("row")).toHaveCount(running + 1);
});
