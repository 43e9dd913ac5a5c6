// What somebody on call sees on a laptop's screen: what is wrong, how queues and workers are, and what fails.
import type { Locator, Page } from "@playwright/test";
import { formatCount } from "#lib/format/number.ts";
import { readError } from "#lib/pyrepr/error-text.ts";
import { clusterOf, countTasks, taskRows } from "../fixtures/api.ts";
import { type Demo, expect, test } from "../fixtures/demo.ts";
import { heading, navigation, openLive } from "../fixtures/frame.ts";

const LAPTOP = { width: 1440, height: 900 };
const STEP_MS = 10_000;

const findings = (page: Page) => page.getByRole("region", { name: "Findings" }).getByRole("listitem");
const rows = (page: Page, table: string) =>
  page.getByRole("table", { name: table, exact: true }).locator("tbody").getByRole("row");

test.use({ viewport: LAPTOP });

test("queues, workers and failures are there without scrolling, whatever is wrong", async ({
  page,
  demo,
}) => {
  await withFindings(page, demo, 3);
  for (const table of ["Queues", "Workers"]) {
    for (const place of [0, 1, 2]) await expectInside(rows(page, table).nth(place));
  }
  await expectInside(page.getByRole("heading", { name: "Top failing" }));
  expect(await page.evaluate(() => globalThis.scrollY)).toBe(0);
});

test("a phone asks in the same order", async ({ page, demo }) => {
  await demo.freeze();
  await page.setViewportSize({ width: 390, height: 844 });
  await openLive(page, "/");
  const order = ["Findings", "Queues", "Workers", "Top failing", "Tasks per second"];
  const tops: number[] = [];
  for (const name of order) {
    const box = await page.getByRole("region", { name, exact: true }).boundingBox();
    tops.push(box?.y ?? Number.NaN);
  }
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
});

test("the queue that is in trouble is the first, on the overview and on the page", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/");
  await expect(rows(page, "Queues").first()).toHaveAttribute("data-queue", "analytics");
  await openLive(page, "/queues");
  const first = rows(page, "Queues").first();
  await expect(first).toHaveAttribute("data-queue", "analytics");
  await expect(first).toContainText("no consumer");
  await expect(first).toContainText("never");
});

test("the names that fail most, as the API counts them, with their newest error", async ({ page, demo }) => {
  await demo.freeze();
  await openLive(page, "/?range=7d");
  const row = rows(page, "Top failing").first();
  const name = (await row.getAttribute("data-failing")) ?? "";
  const failed = { states: "FAILURE", name };
  const newest = [...(await taskRows(demo, { ...failed, limit: "1000" }))].sort(
    (a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0),
  )[0];
  const { type, message } = readError(newest?.exception ?? "");
  const total = await countTasks(demo, failed);
  await expect(row.getByRole("cell").nth(1)).toHaveText(formatCount(total));
  await expect(row.getByRole("cell").nth(3)).toContainText(`${type}: ${message}`);
  await row.getByRole("link", { name, exact: true }).click();
  await expect(heading(page, "Tasks")).toBeVisible();
  await expect(page).toHaveURL(`/tasks?states=FAILURE&name=${name}`);
  await page.goBack();
  await row.getByRole("link", { name: type ?? "", exact: true }).click();
  await expect(page).toHaveURL(`/tasks?states=FAILURE&name=${name}&exception=${type}`);
});

test("workers and queues are counted alike in the rail and on every page", async ({ page, demo }) => {
  await demo.freeze();
  const { workers, workersOnline, queues } = await clusterOf(demo);
  const count = workersOnline === workers ? String(workers) : `${workersOnline}/${workers}`;
  await openLive(page, "/workers");
  await expect(navigation(page).getByRole("link", { name: "Workers" })).toContainText(count);
  await expect(page.getByText(`${workersOnline} of ${workers} online`)).toBeVisible();
  const busy = await slotsBusy(page);
  await openLive(page, "/");
  expect(await slotsBusy(page)).toBe(busy);
  await openLive(page, "/queues");
  await expect(navigation(page).getByRole("link", { name: "Queues" })).toContainText(String(queues));
  await expect(page.locator("dl[aria-label='All queues'] dd").first()).toHaveText(String(queues));
});

/** "6 31" of "6 of 31 · 19 %". */
async function slotsBusy(page: Page): Promise<string | undefined> {
  const figure = page.getByText("Slots busy", { exact: true }).locator("xpath=../dd");
  await expect(figure).toHaveText(/^\d+\s*of \d+/);
  return /^(\d+)\s*of (\d+)/
    .exec(await figure.innerText())
    ?.slice(1)
    .join(" ");
}

/** Steps the demo until so much is wrong at once. */
async function withFindings(page: Page, demo: Demo, least: number): Promise<void> {
  await demo.freeze();
  await openLive(page, "/");
  const stepped = async () => {
    const count = await findings(page).count();
    if (count < least) await demo.step(STEP_MS);
    return count;
  };
  await expect.poll(stepped, { timeout: 45_000, intervals: [250] }).toBeGreaterThanOrEqual(least);
}

async function expectInside(what: Locator): Promise<void> {
  const box = await what.boundingBox();
  expect(box, "it is drawn").not.toBeNull();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect((box?.y ?? Number.NaN) + (box?.height ?? Number.NaN)).toBeLessThanOrEqual(LAPTOP.height);
}
