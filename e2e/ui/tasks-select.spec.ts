// Selecting tasks and acting on them; which columns are shown; the list on a phone.
import { expect, test } from "../fixtures/demo.ts";
import { clipboard, heading, openLive, toasts } from "../fixtures/frame.ts";
import { facet, rows, statesShown } from "../fixtures/task-list.ts";

test("a tick, and a range with Shift; Clear lets all go", async ({ page, context, demo }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // A row may come between the press and the list's being held.
  await demo.freeze();
  await openLive(page, "/tasks");
  const bar = page.getByRole("region", { name: "Selected tasks" });
  await rows(page).nth(1).getByRole("checkbox").click();
  await expect(bar).toContainText("1 selected");
  await rows(page)
    .nth(5)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await expect(bar).toContainText("5 selected");
  const keys = await rows(page).evaluateAll((lines) =>
    lines.slice(1, 6).map((line) => line.getAttribute("data-task")),
  );
  await bar.getByRole("button", { name: "Copy uuids" }).click();
  await expect(toasts(page).filter({ hasText: "Copied 5 uuids" })).toBeVisible();
  expect((await clipboard(page)).split("\n").sort()).toEqual(keys.sort());
  await bar.getByRole("button", { name: "Clear" }).click();
  await expect(bar).toHaveCount(0);
});

test("j and k move, x and X select, Escape lets go, Enter opens", async ({ page }) => {
  await openLive(page, "/tasks");
  const bar = page.getByRole("region", { name: "Selected tasks" });
  await expect(rows(page).nth(3)).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(bar).toContainText("1 selected");
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  await page.keyboard.press("X");
  await expect(bar).toContainText("3 selected");
  const marked = rows(page).and(page.locator("[aria-selected=true]"));
  const third = await marked.nth(2).getAttribute("data-task");
  await page.keyboard.press("Escape");
  await expect(bar).toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/tasks/${third}`);
});

test("Revoke says first what it would do: nothing to what has ended", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/tasks?states=SUCCESS");
  for (const index of [0, 2]) await rows(page).nth(index).getByRole("checkbox").click();
  const bar = page.getByRole("region", { name: "Selected tasks" });
  await bar.getByRole("button", { name: "Revoke" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Revoke 2 tasks?" });
  await expect(dialog).toContainText("2 × It has already finished.");
  await expect(dialog.getByRole("button", { name: "Revoke" })).toBeDisabled();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(bar).toContainText("2 selected");
});

test("columns are chosen, and the choice stays", async ({ page }) => {
  await openLive(page, "/tasks");
  const titles = page.getByRole("columnheader");
  await expect(titles.filter({ hasText: "Queue" })).toHaveCount(1);
  await expect(titles.filter({ hasText: "Exception" })).toHaveCount(0);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Queue" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Exception" }).click();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(titles.filter({ hasText: "Exception" })).toHaveCount(1);
  await expect(titles.filter({ hasText: "Queue" })).toHaveCount(0);
});

test("A19: the cells of the list take the room that they have", async ({ page }) => {
  const widest = () =>
    rows(page)
      .first()
      .locator("td")
      .evaluateAll((cells) => Math.max(...cells.map((cell) => cell.getBoundingClientRect().width)));
  await page.setViewportSize({ width: 1760, height: 900 });
  await openLive(page, "/tasks");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Arguments" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(widest, "as a line").toBeGreaterThan(500);
  await page.setViewportSize({ width: 700, height: 900 });
  await expect.poll(widest, "as a card").toBeGreaterThan(500);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("tasks are cards, and the facets come from a sheet", async ({ page }) => {
    await openLive(page, "/tasks");
    await expect(rows(page).first()).toBeVisible();
    await expect(page.getByRole("columnheader")).toHaveCount(0);
    const box = await rows(page).first().boundingBox();
    expect(box?.width).toBeLessThanOrEqual(390);
    await page.getByRole("button", { name: "Filters" }).tap();
    const sheet = page.getByRole("dialog", { name: "Filters" });
    await facet(page, "State", /^Failure/).tap();
    await expect(page).toHaveURL("/tasks?states=FAILURE");
    await sheet.getByRole("button", { name: "Close" }).tap();
    await expect(sheet).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Filters 1" })).toBeVisible();
    await expect.poll(async () => [...new Set(await statesShown(page))]).toEqual(["FAILURE"]);
    const first = rows(page).first();
    const key = await first.getAttribute("data-task");
    await first.getByRole("link").first().tap();
    await expect(page).toHaveURL(`/tasks/${key}`);
    await expect(heading(page, /\./)).toBeVisible();
  });
});
