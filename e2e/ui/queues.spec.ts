// Queues: the list, one queue with its past, its consumers and what waits in it; pausing, resuming and purging from the page.
import type { Page } from "@playwright/test";
import { readAudit } from "../fixtures/audit.ts";
import { seriousViolations } from "../fixtures/axe.ts";
import { expect, test } from "../fixtures/demo.ts";
import { heading, navigation, openLive, toasts } from "../fixtures/frame.ts";

const NAMES = ["analytics", "billing", "celery", "imports", "mail", "media", "reports", "search", "webhooks"];
const table = (page: Page) => page.getByRole("table", { name: "Queues" });
const row = (page: Page, queue: string) => table(page).locator(`[data-queue="${queue}"]`);
const notices = (page: Page) => page.getByRole("list", { name: "What is wrong" });

test("every queue has a row, what is wrong stands out and on top, and rows are alive", async ({ page }) => {
  await openLive(page, "/");
  await navigation(page).getByRole("link", { name: "Queues" }).click();
  await expect(heading(page, "Queues")).toBeVisible();
  for (const name of NAMES) await expect(row(page, name)).toHaveCount(1);
  await expect(table(page).locator("tbody").getByRole("row").first()).toContainText("analytics");
  await expect(row(page, "analytics")).toContainText("no consumer");
  await expect(row(page, "analytics")).toContainText("never");
  await expect(row(page, "celery").getByRole("img", { name: /processes busy/ })).toBeVisible();
  await expect(row(page, "archive"), "only configured, never used").toContainText("not yet known");
  const before = await table(page).innerText();
  await expect.poll(() => table(page).innerText(), { timeout: 20_000 }).not.toBe(before);
});

test("search and order are in the address", async ({ page }) => {
  await openLive(page, "/queues");
  const search = page.getByRole("searchbox", { name: "Search queues" });
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await search.fill("MA");
  await expect(page).toHaveURL("/queues?q=MA");
  await expect(table(page).locator("tbody").getByRole("row")).toHaveCount(1);
  await search.fill("no such queue");
  await expect(page.getByText("No queues match")).toBeVisible();
  await search.fill("");
  const head = page.getByRole("columnheader", { name: "Waiting" });
  await head.getByRole("button").click();
  await expect(page).toHaveURL("/queues?sort=-depth");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "descending");
});

test("one queue: figures, charts over a range, consumers, priorities", async ({ page }) => {
  await openLive(page, "/queues");
  await row(page, "mail").getByRole("link", { name: "mail" }).click();
  await expect(heading(page, "mail")).toBeVisible();
  await expect(page).toHaveURL("/queues/mail");
  for (const title of ["Waiting", "In and out per second", "Wait before running"])
    await expect(page.getByRole("region", { name: title }).locator("figcaption")).toContainText(
      "most recently",
    );
  const consumers = page.getByRole("table", { name: "Consumers" });
  await expect(consumers.getByRole("row").filter({ hasText: "celery@mail-1" })).toContainText("nothing else");
  const priorities = page.getByRole("list", { name: "Waiting by priority" }).getByRole("listitem");
  await expect(priorities).toHaveText([/^priority 0/, /^priority 3/, /^priority 6/, /^priority 9/]);
  await page.getByRole("radio", { name: "1 h" }).click();
  await expect(page).toHaveURL("/queues/mail?range=1h");
  await page.goBack();
  await expect(page.getByRole("radio", { name: "15 m" })).toBeChecked();
  await consumers.getByRole("link", { name: "celery@mail-1" }).click();
  await page.getByRole("tab", { name: /^Queues/ }).click();
  await page.getByRole("tabpanel").getByRole("link", { name: "mail", exact: true }).click();
  await expect(page).toHaveURL("/queues/mail");
});

test("what waits: by task name and one by one, with secrets hidden", async ({ page }) => {
  await openLive(page, "/queues/analytics");
  await expect(notices(page)).toContainText(/no consumer/);
  await page.getByRole("button", { name: "Load messages" }).click();
  const groups = page.getByRole("table", { name: "Waiting by task name" });
  await expect(groups.getByRole("row").nth(1)).toContainText("analytics.track_order");
  const messages = page.getByRole("table", { name: "First messages" });
  await expect(messages.getByRole("row").nth(1)).toContainText("********");
  await expect(messages).not.toContainText(/ak_[0-9a-f]/);
  await groups.getByRole("button", { name: "analytics.rebuild_funnel" }).click();
  await expect(messages.getByRole("row").filter({ hasText: "track_order" })).toHaveCount(0);
  await groups.getByRole("button", { name: "analytics.rebuild_funnel" }).click();
  await messages.getByRole("button", { name: "Message 1: analytics.track_order" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "analytics.track_order" });
  await expect(dialog).toContainText("Next to run");
  await expect(dialog).toContainText("gen");
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Load again" }).click();
  await messages.getByRole("button", { name: "Message 1: analytics.track_order" }).click();
  await dialog.getByRole("link", { name: "Open the task" }).click();
  await expect(heading(page, /analytics\.track_order/)).toBeVisible();
  await expect(page.locator("main h1 ~ [data-state]")).toHaveText("Pending");
});

test("pause with a reason, who takes it up again is noticed, and resume", async ({ page, demo }) => {
  await openLive(page, "/queues/webhooks");
  await page.getByRole("button", { name: "Pause", exact: true }).last().click();
  const dialog = page.getByRole("alertdialog", { name: "Pause webhooks?" });
  await expect(dialog).toContainText("The worker that consumes it stops");
  expect(await seriousViolations(page)).toEqual([]);
  await dialog.getByLabel("Reason (optional)").fill("partner asked for it");
  await dialog.getByRole("button", { name: "Pause" }).click();
  await expect(toasts(page).filter({ hasText: "webhooks is paused: 1 worker stopped" })).toBeVisible();
  await expect(notices(page)).toContainText("is paused by anonymous (partner asked for it)");
  await expect(page.getByText("No consumers: the queue is paused")).toBeVisible();
  await expect(page.getByText("Resume brings back celery@web-1.")).toBeVisible();
  await page.goto("/queues");
  await expect(row(page, "webhooks")).toContainText("paused");
  await page.goto("/");
  await expect(page.getByRole("region", { name: "Findings" })).toContainText(
    "Queue webhooks is paused by anonymous",
  );

  await page.goto("/queues/webhooks");
  await page.getByRole("button", { name: "Add a consumer" }).click();
  const adding = page.getByRole("dialog", { name: "Add a consumer to webhooks" });
  await adding.getByRole("combobox", { name: "Worker" }).click();
  await page.getByRole("option", { name: /celery@reports-1/ }).click();
  await adding.getByRole("button", { name: "Add" }).click();
  await expect(adding).toHaveCount(0);
  await expect(notices(page)).toContainText("is paused, but celery@reports-1 consumes it", {
    timeout: 30_000,
  });
  await notices(page).getByRole("button", { name: "Pause again" }).click();
  await expect(notices(page)).toContainText("is paused by anonymous (partner asked for it)");

  await page.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(toasts(page).filter({ hasText: "webhooks is resumed: 2 workers consuming" })).toBeVisible();
  await expect(notices(page)).toHaveCount(0);
  await expect(page.locator("figcaption").first()).toContainText(/; resumed \d.*; paused \d/);
  const consumers = page.getByRole("table", { name: "Consumers" });
  const extra = consumers.getByRole("row").filter({ hasText: "celery@reports-1" });
  await expect(consumers.getByRole("row").filter({ hasText: "celery@web-1" })).toBeVisible();
  await extra.getByRole("button", { name: "Stop consuming" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Stop consuming" }).click();
  await expect(extra).toHaveCount(0);
  const audited = readAudit(demo).filter(({ command }) => /_queue$/.test(command));
  expect(audited.map(({ command, phase }) => `${command} ${phase}`)).toEqual([
    "pause_queue requested",
    "pause_queue finished",
    "pause_queue requested",
    "pause_queue finished",
    "resume_queue requested",
    "resume_queue finished",
  ]);
  expect(audited[0]).toMatchObject({ args: { queue: "webhooks" }, reason: "partner asked for it" });
});

test("purge asks for the queue's name, and says how much went", async ({ page, demo }) => {
  await openLive(page, "/queues");
  await row(page, "analytics").getByRole("button", { name: "Actions for analytics" }).click();
  await page.getByRole("menuitem", { name: "Purge…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Purge analytics?" });
  await expect(dialog).toContainText(/\d+ messages? waits? in it now\./);
  await expect(dialog).toContainText("Not possible.");
  expect(await seriousViolations(page)).toEqual([]);
  const purge = dialog.getByRole("button", { name: "Purge" });
  const name = dialog.getByRole("textbox", { name: "Type analytics to confirm" });
  await expect(purge).toBeDisabled();
  await name.fill("analytic");
  await page.keyboard.press("Enter");
  await expect(purge).toBeDisabled();
  await name.fill("analytics");
  await page.keyboard.press("Enter");
  await expect(toasts(page).filter({ hasText: /\d+ messages removed from analytics/ })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  const waiting = row(page, "analytics").getByRole("cell").nth(1);
  await expect.poll(async () => Number(await waiting.innerText()), { timeout: 15_000 }).toBeLessThan(5);
  const entries = readAudit(demo).filter(({ command }) => command === "purge");
  expect(entries.map(({ phase }) => phase)).toEqual(["requested", "finished"]);
});

test("by keyboard: the page, and a queue from the palette", async ({ page }) => {
  await openLive(page, "/");
  await page.keyboard.press("g");
  await page.keyboard.press("q");
  await expect(heading(page, "Queues")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByPlaceholder(/A page, a worker, a queue/).fill("queue reports");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/queues/reports");
});

test("a name of any kind has an address, and nobody's queue says so", async ({ page }) => {
  await openLive(page, "/queues/a%2Fb%3F%20%C3%BC%23");
  await expect(heading(page, "a/b? ü#")).toBeVisible();
  await expect(page.getByText("Queue not found")).toBeVisible();
  await page.getByRole("link", { name: "All queues" }).click();
  await expect(page).toHaveURL("/queues");
});
