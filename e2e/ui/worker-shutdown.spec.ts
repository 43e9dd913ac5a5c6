// Shutting a worker down: what the dialog promises happens, and the pages show it.
import { navigation, openLive, toasts } from "../fixtures/frame.ts";
import { test as base, expect } from "../fixtures/page.ts";
import { workerStatus } from "../fixtures/pages.ts";
import { startUmbel } from "../fixtures/umbel.ts";

/** A demo of its own: nothing can start the worker again, and other tests count on it. */
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  baseURL: async ({}, use) => {
    const umbel = await startUmbel(["--demo"]);
    try {
      await use(umbel.url);
    } finally {
      await umbel.stop();
    }
  },
});

test("Shut down says what will be lost, and takes the worker offline everywhere", async ({ page }) => {
  await openLive(page, "/workers/celery%40search-1");
  await expect(workerStatus(page)).toHaveText("Online");
  await page.getByRole("button", { name: "Shut down" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Shut down celery@search-1?" });
  await expect(dialog).toContainText("finishes what it is running, and then exits");
  await expect(dialog).toContainText(/No tasks are running on it now|\d+ tasks? (is|are) running on it/);
  await expect(dialog).toContainText("Undo: Umbel cannot start a worker");
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(workerStatus(page)).toHaveText("Online");
  await page.getByRole("button", { name: "Shut down" }).click();
  await dialog.getByRole("button", { name: "Shut down" }).click();
  await expect(toasts(page).filter({ hasText: "Shutdown sent" })).toBeVisible();
  await expect(workerStatus(page)).toHaveText("Offline", { timeout: 20_000 });
  await expect(page.getByText(/It shut down at/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Ping" })).toHaveAttribute("aria-disabled", "true");

  await navigation(page).getByRole("link", { name: "Workers" }).click();
  const row = page.getByRole("row").filter({ hasText: "celery@search-1" });
  const fold = page.getByRole("button", { name: /^\d offline worker/ });
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(row).toHaveCount(0);
  await fold.click();
  await expect(page).toHaveURL("/workers?offline=true");
  await expect(row).toContainText(/offline/);
});
