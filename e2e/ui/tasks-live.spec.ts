// The list lives without jumping: rows change in place, what is read stands still, what is new waits.
import { expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { openLive } from "../fixtures/frame.ts";
import { newPill, places, rowOf, rows, scroller } from "../fixtures/task-list.ts";

test("a running task's row becomes finished where it is, without a reload", async ({ page, demo }) => {
  const { key } = await freezeAtTask(demo, { states: "STARTED", name: "images.*" });
  await openLive(page, "/tasks?name=images.*");
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  const state = rowOf(page, key).locator("[data-state]");
  await expect(state).toHaveAttribute("data-state", "STARTED");
  const before = await places(page);
  await rowOf(page, key).hover();
  await demo.step(20_000);
  await expect(state).toHaveAttribute("data-state", /^(SUCCESS|FAILURE|RETRY)$/);
  expect(await places(page)).toEqual(before);
  await expect(rowOf(page, key)).toContainText(/\d m?s/);
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
});

test("new tasks come in at the top by themselves", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/tasks");
  const first = await rows(page).first().getAttribute("data-task");
  await demo.step(5_000);
  await expect(rows(page).first()).not.toHaveAttribute("data-task", first ?? "");
  await expect(newPill(page)).toHaveCount(0);
});

test("a scrolled list stands still, tells what is new, and goes to it", async ({ page }) => {
  await openLive(page, "/tasks");
  await scroller(page).hover();
  await page.mouse.wheel(0, 1500);
  await expect.poll(() => scroller(page).evaluate((list) => list.scrollTop)).toBe(1500);
  // Away from the list: it is the scrolling that must hold it, not the pointer.
  await page.mouse.move(5, 5);
  await expect(newPill(page)).toBeVisible();
  const before = await places(page);
  const count = async () => Number((await newPill(page).innerText()).replace(/\D/g, ""));
  const now = await count();
  await expect.poll(count).toBeGreaterThan(now + 10);
  expect(await places(page)).toEqual(before);
  await newPill(page).click();
  await expect.poll(() => scroller(page).evaluate((list) => list.scrollTop)).toBe(0);
  await page.mouse.move(5, 5);
  await expect(newPill(page)).toHaveCount(0);
  expect(Object.keys(await places(page)).some((key) => key in before)).toBe(false);
});

test("rows stand still under the pointer, and flow again without it", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/tasks");
  await rows(page).nth(4).hover();
  const before = await places(page);
  await demo.step(2_000);
  await expect(newPill(page)).toBeVisible();
  const said = await newPill(page).innerText();
  await demo.step(2_000);
  await expect(newPill(page)).not.toHaveText(said);
  expect(await places(page)).toEqual(before);
  await page.mouse.move(5, 5);
  await expect(newPill(page)).toHaveCount(0);
});

test("the whole list can be scrolled through, to its last row", async ({ page }) => {
  await openLive(page, "/tasks");
  await page.keyboard.press("p");
  await scroller(page).focus();
  await page.keyboard.press("End");
  const total = Number(await page.getByRole("table", { name: "Tasks" }).getAttribute("aria-rowcount"));
  expect(total).toBeGreaterThan(800);
  await expect(page.locator(`[data-task][aria-rowindex="${total}"]`)).toBeInViewport();
  await page.keyboard.press("Home");
  await expect(page.locator(`[data-task][aria-rowindex="2"]`)).toBeInViewport();
});
