// The overview: is the cluster healthy, and where is the evidence?
import { clusterOf } from "../fixtures/api.ts";
import { readAudit } from "../fixtures/audit.ts";
import { expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { heading, openLive, toasts } from "../fixtures/frame.ts";

test("figures move without a reload", async ({ page }) => {
  await openLive(page, "/");
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  for (const label of ["Throughput", "Runtime p95", "Slots busy"]) {
    const figure = page.getByText(label, { exact: true }).locator("xpath=../dd");
    await expect(figure).toHaveText(/\d/);
  }
  const all = page.getByText("Throughput", { exact: true }).locator("xpath=../..");
  const before = await all.innerText();
  await expect.poll(() => all.innerText(), { timeout: 20_000 }).not.toBe(before);
  expect(await page.evaluate(() => "sameDocument" in globalThis)).toBe(true);
});

for (const title of [
  "Tasks per second",
  "Wait before running",
  "Failure rate",
  "Runtime",
  "Waiting in queues",
]) {
  test(`“${title}” is drawn, and said in words`, async ({ page }) => {
    await openLive(page, "/");
    const card = page.getByRole("region", { name: title, exact: true });
    await expect(card.locator("svg path.recharts-curve").first()).toHaveAttribute("d", /^M[\d.]+,[\d.]+/);
    await expect(card.locator("figcaption")).toHaveText(
      new RegExp(`^${title}, most recently: \\S.*\\d.*\\.$`),
    );
    await expect(
      card
        .locator("svg")
        .getByText(/^\d\d:\d\d/)
        .first(),
    ).toBeVisible();
  });
}

test("the range is in the address, and Back undoes it", async ({ page }) => {
  await openLive(page, "/");
  const ranges = page.getByRole("radiogroup", { name: "Time range" });
  const usual = await ranges.getByRole("radio", { checked: true }).innerText();
  await ranges.getByRole("radio", { name: "6 h" }).click();
  await expect(page).toHaveURL("/?range=6h");
  await ranges.getByRole("radio", { name: "7 d" }).click();
  await expect(page).toHaveURL("/?range=7d");
  await page.goBack();
  await expect(ranges.getByRole("radio", { name: "6 h" })).toBeChecked();
  await page.reload();
  await expect(ranges.getByRole("radio", { name: "6 h" })).toBeChecked();
  await page.goBack();
  await expect(page).toHaveURL("/");
  await expect(ranges.getByRole("radio", { name: usual })).toBeChecked();
  await page.goto("/?range=90y");
  await expect(ranges.getByRole("radio", { name: usual })).toBeChecked();
});

test("a finding leads to its evidence", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/");
  const findings = page.getByRole("region", { name: "Findings" });
  const link = findings.getByRole("link").first();
  await expect(link).toBeVisible();
  const href = (await link.getAttribute("href")) ?? "";
  expect(href).toMatch(/^\/(tasks\?|workers\/|queues\/)/);
  await link.click();
  await expect(page).toHaveURL(href);
  await expect(heading(page, /^(Tasks|celery@.+|\w+)$/)).toBeVisible();
});

test("a finding that a command mends is mended from here, and Undo takes it back", async ({ page, demo }) => {
  await openLive(page, "/");
  const finding = page
    .getByRole("listitem")
    .filter({ hasText: "celery@imports-1 runs tasks, but its task events are off" });
  await finding.getByRole("button", { name: "Enable events" }).click();
  const done = toasts(page).filter({ hasText: "Task events enabled" });
  await expect(done).toContainText("celery@imports-1: task events enabled");
  // Under the pointer a toast stays. The finding goes with the first event that the worker sends.
  await done.hover();
  await freezeAtTask(demo, { states: "STARTED", worker: "celery@imports-1" });
  await expect(finding).toHaveCount(0);
  await demo.resume();
  await done.getByRole("button", { name: "Undo" }).click();
  await expect(toasts(page).filter({ hasText: "Task events disabled" })).toBeVisible();
  const last = readAudit(demo)
    .filter(({ command }) => command === "disable_events")
    .at(-1);
  expect(last).toMatchObject({ phase: "finished", destination: ["celery@imports-1"] });
});

test("every queue and every worker has a line", async ({ page, demo }) => {
  const { queues, workers } = await clusterOf(demo);
  await openLive(page, "/");
  const table = page.getByRole("table", { name: "Queues" });
  await page.getByRole("button", { name: `Show all ${queues} queues` }).click();
  await expect(table.locator("tbody").getByRole("row")).toHaveCount(queues);
  await expect(table.getByRole("row", { name: /^mail / })).toContainText(/empty|\d/);
  await expect(page.getByRole("table", { name: "Workers" }).getByRole("link").first()).toBeVisible();
  expect(await page.getByRole("table", { name: "Workers" }).getByRole("link").count()).toBeLessThanOrEqual(
    workers,
  );
  await table.getByRole("link", { name: "mail", exact: true }).click();
  await expect(page).toHaveURL("/queues/mail");
});
