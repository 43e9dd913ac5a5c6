// The query box: what is not understood is marked and not run, a whole query survives clicks and Back, and failures are
// found by their exception. The demo stands still while lists are compared with the API's answer.
import type { Page } from "@playwright/test";
import { formatCount } from "#lib/format/number.ts";
import { countTasks, taskRows } from "../fixtures/api.ts";
import { type Demo, expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { openLive } from "../fixtures/frame.ts";
import { facet, queryBox, rowOf, rows } from "../fixtures/task-list.ts";

const wrong = (page: Page) => page.locator("[data-fault]");
const shown = (page: Page) =>
  rows(page).evaluateAll((lines) => lines.map((line) => line.getAttribute("data-task")).sort());
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

/** A failure whose exception has a type, and that type. */
async function aFailure(demo: Demo): Promise<{ readonly key: string; readonly type: string }> {
  const { key, exception } = await freezeAtTask(demo, { states: "FAILURE", exception: "*Error" });
  return { key, type: /^\w+/.exec(exception ?? "")?.[0] ?? "" };
}

test("what is not understood is marked under the word, and nothing is run in its place", async ({
  page,
  demo,
}) => {
  await demo.freeze();
  await openLive(page, "/tasks?states=SUCCESS");
  const before = await shown(page);
  const count = page.getByText(/^[\d,]+ of [\d,]+ match/);
  const matching = await count.textContent();
  await queryBox(page).fill("recieved:<1h refused (state:bogus)");
  await page.keyboard.press("Enter");
  await expect(wrong(page)).toHaveText(["recieved", "bogus"]);
  const told = page.getByRole("status").filter({ hasText: "Not run" });
  await expect(told).toContainText("did you mean received:?");
  await expect(told).toContainText('"bogus" is not a state');
  await expect(queryBox(page)).toHaveAttribute("aria-invalid", "true");
  await expect(queryBox(page)).toHaveAccessibleDescription(/Not run/);
  // Under the word itself, letter for letter.
  const { x, left } = await wrong(page)
    .first()
    .evaluate((mark) => {
      const input = document.querySelector("[data-search-box]");
      return { x: mark.getBoundingClientRect().left, left: input?.getBoundingClientRect().left };
    });
  expect(x).toBeCloseTo(left ?? -1, 0);
  await expect(page).toHaveURL("/tasks?states=SUCCESS");
  // The marks take room from the list: fewer of the same tasks are in view.
  expect(before).toEqual(expect.arrayContaining(await shown(page)));
  expect(await count.textContent()).toBe(matching);
  await queryBox(page).fill("refused");
  await expect(wrong(page)).toHaveCount(0);
  await expect(page).toHaveURL("/tasks?states=SUCCESS&q=refused");
});

test("an address that is not understood lists nothing, and says so", async ({ page }) => {
  await page.goto("/tasks?q=state%3Abogus");
  await expect(page.getByText("This query is not understood")).toBeVisible();
  await expect(wrong(page)).toHaveText(["bogus"]);
  await expect(rows(page)).toHaveCount(0);
});

test("failures of one exception of the last hour are exactly those that the API names", async ({
  page,
  demo,
}) => {
  const { key, type } = await aFailure(demo);
  await openLive(page, "/tasks");
  await queryBox(page).fill(`state:failed exception:${type} received:<1h`);
  await page.keyboard.press("Enter");
  await expect.poll(() => param(page, "q")).toBe("received:<1h");
  expect([param(page, "states"), param(page, "exception")]).toEqual(["FAILURE", type]);
  const all = await taskRows(demo, { states: "FAILURE", limit: "1000" });
  const wanted = all.filter(({ exception }) => exception?.startsWith(`${type}(`)).map((row) => row.key);
  expect(wanted).toContain(key);
  // The newest of them are in view.
  await expect(async () => {
    const inView = await shown(page);
    expect(inView).not.toEqual([]);
    expect(inView).toEqual(wanted.slice(0, inView.length).toSorted());
  }).toPass();
  const found = await countTasks(demo, { states: "FAILURE", exception: type });
  await expect(facet(page, "Exception", type)).toContainText(formatCount(found));
  await queryBox(page).fill("received:>1h");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No tasks match")).toBeVisible();
  await expect(page.locator("code", { hasText: `exception:${type} received:>1h` })).toBeVisible();
});

test("a facet keeps the rest of the query, and Back takes it away again", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/tasks");
  const either = "name:images.* OR runtime:>100ms";
  await queryBox(page).fill(either);
  await page.keyboard.press("Enter");
  await expect.poll(() => param(page, "q")).toBe(either);
  await facet(page, "Queue", /^media/).click();
  await expect.poll(() => param(page, "queue")).toBe("media");
  expect(param(page, "q")).toBe(either);
  await expect(queryBox(page)).toHaveValue(either);
  const found = await countTasks(demo, { q: `queue:media (${either})` });
  await expect(page.getByText(`${formatCount(found)} of`)).toBeVisible();
  await page.reload();
  await expect(queryBox(page)).toHaveValue(either);
  await page.goBack();
  await expect.poll(() => param(page, "queue")).toBeNull();
  expect(param(page, "q")).toBe(either);
});

test("a failed row says why, and leads to all tasks with the same error", async ({ page, demo }) => {
  const { key, type } = await aFailure(demo);
  const [well] = await taskRows(demo, { states: "SUCCESS", limit: "1" });
  await openLive(page, `/tasks?q=${encodeURIComponent(`id:${key},${well?.key}`)}`);
  const failed = rowOf(page, key);
  await expect(failed).toContainText(type);
  const height = async (row: typeof failed) => (await row.boundingBox())?.height;
  expect(await height(failed)).toBe(await height(rowOf(page, well?.key ?? "")));
  const same = failed.getByRole("link", { name: `Same error: ${type}` });
  await same.focus();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByText("Click for all tasks with this error")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/tasks?exception=${type}`);
  await expect(page.getByRole("button", { name: `Remove exception:${type}` })).toBeVisible();
  await expect(failed).toBeVisible();
});

test("suggestions come at the caret, in brackets and behind a minus", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/tasks");
  await queryBox(page).click();
  await queryBox(page).pressSequentially("x OR (-sta");
  await expect(page.getByRole("option", { name: /^state:/ })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(queryBox(page)).toHaveValue("x OR (-state:");
  await queryBox(page).pressSequentially("failu");
  await page.getByRole("option", { name: /^state:failure/ }).click();
  await expect(queryBox(page)).toHaveValue("x OR (-state:failure");
  await queryBox(page).pressSequentially(")");
  await queryBox(page).press("Home");
  await queryBox(page).pressSequentially(" ");
  await queryBox(page).press("Home");
  await queryBox(page).pressSequentially("runt");
  await page.getByRole("option", { name: /^runtime:/ }).click();
  await expect(queryBox(page)).toHaveValue("runtime: x OR (-state:failure)");
  await page.keyboard.type(">1s");
  await expect(queryBox(page)).toHaveValue("runtime:>1s x OR (-state:failure)");
});

test("examples of how to search are a click away", async ({ page }) => {
  await openLive(page, "/tasks");
  await page.getByRole("button", { name: "How to search" }).click();
  const help = page.getByRole("dialog", { name: "How to search" });
  await help.getByRole("button", { name: "runtime:>5s" }).click();
  await expect(help).toHaveCount(0);
  await expect.poll(() => param(page, "q")).toBe("runtime:>5s");
  await expect(queryBox(page)).toHaveValue("runtime:>5s");
});
