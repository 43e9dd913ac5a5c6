// Keys that work everywhere: the palette, the sheet of shortcuts, and `g` with a page's letter.
import type { Page } from "@playwright/test";
import { findTask } from "../fixtures/api.ts";
import { expect, test } from "../fixtures/demo.ts";
import { connection, heading, openLive } from "../fixtures/frame.ts";

async function openPalette(page: Page) {
  await page.keyboard.press("Control+k");
  const box = page.getByRole("dialog", { name: "Search and actions" }).getByRole("combobox");
  await expect(box).toBeFocused();
  return box;
}

test("the palette goes to a worker", async ({ page }) => {
  await openLive(page, "/");
  const box = await openPalette(page);
  await box.fill("media-1");
  await page.getByRole("option", { name: /^celery@media-1/ }).click();
  await expect(page).toHaveURL("/workers/celery%40media-1");
  await expect(heading(page, "celery@media-1")).toBeVisible();
});

test("the palette goes to the tasks of a name", async ({ page }) => {
  await openLive(page, "/workers");
  const box = await openPalette(page);
  await box.fill("charge_card");
  await page.getByRole("option", { name: /^billing\.charge_card/ }).click();
  await expect(page).toHaveURL("/tasks?name=billing.charge_card");
  await expect(page.locator("[data-task]").first()).toContainText("billing.charge_card");
});

test("a pasted uuid opens its task, also from within a log line", async ({ page, demo }) => {
  const { key } = await findTask(demo, { states: "SUCCESS" });
  await openLive(page, "/");
  const box = await openPalette(page);
  await box.fill(`[INFO] Task [${key.toUpperCase()}] succeeded`);
  await page.getByRole("option", { name: /^Open task/ }).click();
  await expect(page).toHaveURL(`/tasks/${key}`);
});

test("the first entry is taken with Enter, and Escape gives the focus back", async ({ page }) => {
  await openLive(page, "/");
  const search = page.getByRole("button", { name: "Search tasks, workers, queues, actions" });
  await search.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Search and actions" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(search).toBeFocused();
  const box = await openPalette(page);
  await box.fill("workers");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/workers");
});

test("? lists the shortcuts", async ({ page }) => {
  await openLive(page, "/tasks");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByRole("region", { name: "In the lists of tasks and workers" })).toContainText(
    "Next row",
  );
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
});

test("g and a letter go to a page; typing is left alone", async ({ page }) => {
  await openLive(page, "/");
  for (const [key, path] of [
    ["t", "/tasks"],
    ["w", "/workers"],
    ["o", "/"],
  ] as const) {
    await page.keyboard.press("g");
    await page.keyboard.press(key);
    await expect(page).toHaveURL(path);
  }
  await openLive(page, "/workers");
  const search = page.getByRole("searchbox", { name: "Search workers" });
  await expect(search).toBeVisible();
  await page.keyboard.press("/");
  await expect(search).toBeFocused();
  await page.keyboard.type("gtp?");
  await expect(search).toHaveValue("gtp?");
  await expect(page).toHaveURL(/\/workers/);
  await expect(connection(page)).toHaveAttribute("data-connection", "live");
});
