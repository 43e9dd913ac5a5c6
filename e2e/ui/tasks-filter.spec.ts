// Which tasks the list shows: facets, the query box, the order; all of it in the address.
import type { Page } from "@playwright/test";
import { taskRows } from "../fixtures/api.ts";
import { expect, test } from "../fixtures/demo.ts";
import { expectLive, openLive } from "../fixtures/frame.ts";
import { facet, queryBox, rows, statesShown } from "../fixtures/task-list.ts";

/** The address as people would read it aloud, whatever the order of its parts. */
function filterOf(page: Page): Record<string, string> {
  return Object.fromEntries(new URL(page.url()).searchParams);
}

const chip = (name: string) => ({ name: `Remove ${name}` });

test("a state narrows the list to it, and its chip gives the others back", async ({ page }) => {
  await openLive(page, "/tasks");
  await facet(page, "State", /^Failure/).click();
  await expect(page).toHaveURL("/tasks?states=FAILURE");
  await expect(facet(page, "State", /^Failure/)).toHaveAttribute("aria-pressed", "true");
  await expect.poll(async () => [...new Set(await statesShown(page))]).toEqual(["FAILURE"]);
  await page.getByRole("button", chip("state:failure")).click();
  await expect(page).toHaveURL("/tasks");
  await expect.poll(async () => new Set(await statesShown(page)).size).toBeGreaterThan(1);
});

test("states, a name and a worker add up; Back takes them away one by one; a reload keeps them", async ({
  page,
}) => {
  await openLive(page, "/tasks");
  // Clicks of the same instant are one step of Back: no hand is so fast.
  await facet(page, "State", /^Success/).click();
  await expect.poll(() => filterOf(page)).toEqual({ states: "SUCCESS" });
  await facet(page, "Name", /billing\.\s?charge_card/).click();
  await expect.poll(() => filterOf(page)).toEqual({ states: "SUCCESS", name: "billing.charge_card" });
  await facet(page, "Worker", /celery@billing-1/).click();
  const all = { states: "SUCCESS", name: "billing.charge_card", worker: "celery@billing-1" };
  await expect.poll(() => filterOf(page)).toEqual(all);
  await expect(rows(page).first()).toContainText("billing.charge_card");
  await page.reload();
  await expectLive(page);
  for (const name of ["state:success", "name:billing.charge_card", "worker:celery@billing-1"]) {
    await expect(page.getByRole("button", chip(name))).toBeVisible();
  }
  await page.goBack();
  await expect(page.getByRole("button", chip("worker:celery@billing-1"))).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL("/tasks?states=SUCCESS");
  await page.goForward();
  await expect(page.getByRole("button", chip("name:billing.charge_card"))).toBeVisible();
});

test("a typed query becomes chips and text", async ({ page, demo }) => {
  await openLive(page, "/tasks");
  await page.keyboard.press("/");
  await expect(queryBox(page)).toBeFocused();
  await page.keyboard.type("state:succeeded name:images.* purge_cdn");
  await page.keyboard.press("Enter");
  const all = { states: "SUCCESS", name: "images.*", q: "purge_cdn" };
  await expect.poll(() => filterOf(page)).toEqual(all);
  await expect(queryBox(page)).toHaveValue("purge_cdn");
  expect((await taskRows(demo, all)).length).toBeGreaterThan(0);
  await expect.poll(async () => [...new Set(await statesShown(page))]).toEqual(["SUCCESS"]);
  for (const text of await rows(page).allTextContents()) expect(text).toContain("images.publish");
});

test("suggestions name what exists, and the keyboard takes one", async ({ page }) => {
  await openLive(page, "/tasks");
  await queryBox(page).click();
  await queryBox(page).pressSequentially("name:charge");
  const option = page.getByRole("option", { name: /name:billing\.charge_card/ });
  await expect(option).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/tasks?name=billing.charge_card");
  await expect(queryBox(page)).toHaveValue("");
});

test("text alone is searched for while it is typed, as one step of Back", async ({ page }) => {
  await openLive(page, "/tasks");
  await queryBox(page).pressSequentially("purge_cdn", { delay: 30 });
  await expect(page).toHaveURL("/tasks?q=purge_cdn");
  await expect(rows(page).first()).toContainText("images.publish");
  await page.goBack();
  await expect(page).toHaveURL("/tasks");
  await expect(queryBox(page)).toHaveValue("");
});

test("the order is in the address", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/tasks?states=SUCCESS");
  const head = page.getByRole("columnheader", { name: "Ran" });
  await head.getByRole("button").click();
  await expect(page).toHaveURL("/tasks?states=SUCCESS&sort=-runtime");
  await expect(head).toHaveAttribute("aria-sort", "descending");
  const [longest] = await taskRows(demo, { states: "SUCCESS", sort: "-runtime", limit: "1" });
  await expect(rows(page).first()).toHaveAttribute("data-task", longest?.key ?? "");
  await page.reload();
  await expect(head).toHaveAttribute("aria-sort", "descending");
  await head.getByRole("button").click();
  await expect(page).toHaveURL("/tasks?states=SUCCESS&sort=runtime");
  await head.getByRole("button").click();
  await expect(page).toHaveURL("/tasks?states=SUCCESS");
});

test("nothing that matches says so, and leads back", async ({ page }) => {
  await openLive(page, "/tasks?name=no.such.task");
  await expect(page.getByText("No tasks match")).toBeVisible();
  await expect(page.getByText("name:no.such.task", { exact: true }).last()).toBeVisible();
  await page.getByRole("button", { name: "Clear all filters" }).click();
  await expect(page).toHaveURL("/tasks");
  await expect(rows(page).first()).toBeVisible();
});

test("an address that makes no sense shows the list all the same", async ({ page }) => {
  await openLive(page, `/tasks?states=NOPE,FAILURE&sort=-nothing&text=${"x".repeat(5000)}&name=%00`);
  await expect(page.getByRole("button", chip("state:failure"))).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Tasks" })).toBeVisible();
});
