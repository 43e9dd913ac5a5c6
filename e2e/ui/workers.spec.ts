// The list of workers: one row each, alive; searched and sorted in the address; commands from its menus.
import { readAudit } from "../fixtures/audit.ts";
import { expect, test } from "../fixtures/demo.ts";
import { heading, openLive, toasts } from "../fixtures/frame.ts";

const NAMES = ["billing-1", "imports-1", "mail-1", "media-1", "media-2", "reports-1", "search-1", "web-1"];

test("every worker has a row, and rows are alive", async ({ page }) => {
  await openLive(page, "/workers");
  const table = page.getByRole("table", { name: "Workers" });
  for (const name of NAMES) {
    await expect(table.getByRole("row").filter({ hasText: `celery@${name}` })).toHaveCount(1);
  }
  const row = table.getByRole("row").filter({ hasText: "celery@web-1" });
  await expect(row).toContainText(/prefork × \d+/);
  await expect(row.getByRole("img", { name: /processes busy/ })).toBeVisible();
  const before = await row.innerText();
  await expect.poll(() => row.innerText(), { timeout: 20_000 }).not.toBe(before);
});

test("search and order are in the address", async ({ page }) => {
  await openLive(page, "/workers");
  const table = page.getByRole("table", { name: "Workers" });
  await page.getByRole("searchbox", { name: "Search workers" }).fill("media");
  await expect(page).toHaveURL("/workers?q=media");
  await expect(table.locator("tbody").getByRole("row")).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search workers" }).fill("no such worker");
  await expect(page.getByText("No workers match")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search workers" }).fill("");
  await page.getByRole("columnheader", { name: "Processed" }).getByRole("button").click();
  await expect(page).toHaveURL(/\/workers\?sort=-?processed/);
  await expect(page.getByRole("columnheader", { name: "Processed" })).toHaveAttribute(
    "aria-sort",
    /ascending|descending/,
  );
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Processed" })).toHaveAttribute(
    "aria-sort",
    /ascending|descending/,
  );
});

test("a ping tells the worker's answer", async ({ page, demo }) => {
  await openLive(page, "/workers");
  await page.getByRole("button", { name: "Actions for celery@mail-1" }).click();
  await page.getByRole("menuitem", { name: "Ping" }).click();
  const toast = toasts(page).filter({ hasText: "Answered" });
  await expect(toast).toContainText("celery@mail-1: pong");
  const pings = readAudit(demo).filter(({ command }) => command === "ping");
  expect(pings.at(-1)).toMatchObject({
    phase: "finished",
    destination: ["celery@mail-1"],
    actor: "anonymous",
  });
});

test("a worker without task events says so, here and on its page", async ({ page }) => {
  await openLive(page, "/workers");
  const row = page.getByRole("row").filter({ hasText: "celery@imports-1" });
  await expect(row).toContainText("events off");
  await row.getByRole("link", { name: "celery@imports-1" }).click();
  await expect(heading(page, "celery@imports-1")).toBeVisible();
  await expect(page.getByRole("list", { name: "What is wrong" })).toContainText("Task events are off");
});

test("a worker that nobody knows", async ({ page }) => {
  await openLive(page, "/workers/celery%40nowhere");
  await expect(page.getByText("Worker not found")).toBeVisible();
  await page.getByRole("link", { name: "All workers" }).click();
  await expect(page).toHaveURL("/workers");
});
