// Without a pointer: everything can be reached and operated, dialogs keep the focus and give it back.
import type { Page } from "@playwright/test";
import { seriousViolations } from "../fixtures/axe.ts";
import { expect, test } from "../fixtures/demo.ts";
import { heading, openLive } from "../fixtures/frame.ts";
import { queryBox, rows } from "../fixtures/task-list.ts";

/** Presses Tab until the element is focused. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator(":focus");
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const label = await focused
      .evaluate((element) => element.getAttribute("aria-label") ?? element.textContent ?? "")
      .catch(() => "");
    if (label.trim() === name) return;
  }
  throw new Error(`80 times Tab did not lead to “${name}”`);
}

test("the first Tab offers the way past the frame", async ({ page }) => {
  await openLive(page, "/tasks");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("what is focused is seen", async ({ page }) => {
  await openLive(page, "/workers");
  for (let presses = 0; presses < 12; presses += 1) {
    await page.keyboard.press("Tab");
    const ring = await page.locator(":focus").evaluate((element) => {
      const style = getComputedStyle(element);
      return {
        outline: style.outlineStyle,
        width: Number.parseFloat(style.outlineWidth),
        text: element.textContent,
      };
    });
    expect(ring.outline, ring.text ?? "").not.toBe("none");
    expect(ring.width, ring.text ?? "").toBeGreaterThanOrEqual(1);
  }
});

test("filter and row", async ({ page }) => {
  await openLive(page, "/tasks");
  await expect(rows(page).first()).toBeVisible();
  await tabTo(page, "Filter tasks");
  await page.keyboard.type("state:failed");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/tasks?states=FAILURE");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(queryBox(page)).not.toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/tasks\/[0-9a-f-]{36}$/);
  await expect(heading(page, /\./)).toBeVisible();
});

test("a tick with Space", async ({ page }) => {
  await openLive(page, "/tasks?states=FAILURE");
  await expect(rows(page).first()).toBeVisible();
  await tabTo(page, "Select the tasks in view");
  await page.keyboard.press("Tab");
  while (
    !(await rows(page)
      .first()
      .getByRole("checkbox")
      .evaluate((box) => box === document.activeElement))
  ) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Space");
  await expect(page.getByRole("region", { name: "Selected tasks" })).toContainText("1 selected");
});

test("a dialog keeps the focus and gives it back", async ({ page }) => {
  await openLive(page, "/workers/celery%40web-1");
  await tabTo(page, "Shut down");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toBeVisible();
  const inside = () => dialog.evaluate((popup) => popup.contains(document.activeElement));
  await expect.poll(inside).toBe(true);
  for (let presses = 0; presses < 15; presses += 1) {
    await page.keyboard.press(presses % 5 === 4 ? "Shift+Tab" : "Tab");
    // The way round the dialog's end leads over a guard beside it, for a moment.
    await expect.poll(inside).toBe(true);
  }
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Shut down" })).toBeFocused();
});

test("menus and tabs with the arrow keys", async ({ page }) => {
  await openLive(page, "/workers/celery%40web-1");
  await page.getByRole("tab", { name: "Tasks" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: /^Queues/ })).toBeFocused();
  const view = page.getByRole("button", { name: "Theme and time zone" });
  await view.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitemradio", { name: "System" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: "Light" })).toBeFocused();
  expect(await seriousViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(view).toBeFocused();
});

test("the palette has no serious violation", async ({ page }) => {
  await openLive(page, "/");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option").first()).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
});
