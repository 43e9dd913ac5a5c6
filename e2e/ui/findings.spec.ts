// Findings over hours: what lasts stays with its `since`, is acknowledged, and its end is told. A demo of its own, whose time
// moves when told: an old release of its application sends a task that no worker knows, which always fails.
import type { Page } from "@playwright/test";
import { findingsOf } from "../fixtures/api.ts";
import { readAudit } from "../fixtures/audit.ts";
import { seriousViolations } from "../fixtures/axe.ts";
import { test as base, type Demo, expect, startDemo } from "../fixtures/demo.ts";
import { openLive, toasts } from "../fixtures/frame.ts";

const MINUTE = 60_000;
const NAME = "inventory.sync_legacy";
const KEY = `task-failures:${NAME}`;

const test = base.extend<{ own: Demo }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
  own: async ({}, use) => {
    const own = await startDemo();
    await use(own);
    await own.stop();
  },
  baseURL: async ({ own }, use) => use(own.url),
});

const card = (page: Page) => page.getByRole("region", { name: "Findings" });
const rowOf = (page: Page, text: string | RegExp) =>
  card(page).getByRole("listitem").filter({ hasText: text });
const sinceOf = async (page: Page) => rowOf(page, NAME).locator("time").first().getAttribute("datetime");
const findingOf = async (demo: Demo) => (await findingsOf(demo)).open.find(({ key }) => key === KEY);

/** Until then: some hours of a task that comes every seven minutes. */
async function stepTo(demo: Demo, isThere: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await isThere()) return;
    await demo.step(3 * MINUTE);
  }
  throw new Error("not in three hours of the demo");
}

test("a task that always fails is found for as long as it does, and is quieter once acknowledged", async ({
  page,
  own,
}) => {
  test.setTimeout(300_000);
  await own.freeze();
  await stepTo(own, async () => (await findingOf(own)) !== undefined);
  await openLive(page, "/");
  await expect(rowOf(page, NAME)).toContainText(
    /fails in 100 % of its runs \((\d+) of \1 in .*NotRegistered/,
  );
  const since = await sinceOf(page);
  expect(since).not.toBeNull();
  for (let part = 0; part < 6; part += 1) {
    await own.step(10 * MINUTE);
    await expect.poll(async () => (await findingOf(own))?.goneAt, "it is still so").toBeNull();
  }
  await own.step(1_000);
  await expect(rowOf(page, NAME)).toContainText("fails in 100 % of its runs");
  expect(await sinceOf(page)).toBe(since);

  await rowOf(page, NAME)
    .getByRole("button", { name: `Acknowledge: ${NAME}` })
    .click();
  const dialog = page.getByRole("dialog", { name: "Acknowledge finding" });
  await dialog.getByLabel("Note (optional)").fill("the old cron is switched off on Monday");
  expect(await seriousViolations(page)).toEqual([]);
  await dialog.getByRole("button", { name: "Acknowledge" }).click();
  await expect(dialog).toHaveCount(0);
  await own.step(2_000);
  const known = /acknowledged by anonymous .*: the old cron is switched off on Monday/;
  await expect(card(page).getByRole("listitem").last()).toContainText(known);
  await page.reload();
  await expect(card(page).getByRole("listitem").last()).toContainText(known);
  expect(await sinceOf(page)).toBe(since);
  expect(await seriousViolations(page)).toEqual([]);
  const entries = readAudit(own).filter(({ command }) => command === "acknowledge_finding");
  expect(entries.map(({ phase, reason }) => [phase, reason?.slice(0, 12)])).toEqual([
    ["requested", "the old cron"],
    ["finished", "the old cron"],
  ]);
  await rowOf(page, NAME).getByRole("button", { name: "Undo acknowledgement" }).click();
  await expect.poll(async () => (await findingOf(own))?.acknowledged).toBeNull();
  await own.step(2_000);
  await expect(rowOf(page, NAME).getByRole("button", { name: "Acknowledge" })).toBeVisible();
  await expect(toasts(page)).toHaveCount(0);
});

test("what ended is told with how long it lasted, and nothing below moves", async ({ page, own }) => {
  const pause = (path: string) =>
    page.request.post(`/api/v1/queues/webhooks/${path}`, { data: {}, headers: { origin: own.url } });
  await openLive(page, "/");
  await expect(card(page)).toContainText("Queue analytics");
  const figures = page.getByText("Throughput", { exact: true });
  const before = await figures.boundingBox();
  expect((await pause("pause")).status()).toBe(200);
  await expect(rowOf(page, "Queue webhooks is paused by anonymous")).toHaveCount(1);
  expect(await figures.boundingBox()).toEqual(before);
  expect((await pause("resume")).status()).toBe(200);
  await expect(rowOf(page, "Queue webhooks is paused by anonymous")).toHaveCount(0);
  await card(page)
    .getByRole("button", { name: /^\d+ ended$/ })
    .click();
  const ended = card(page).getByRole("list", { name: "Ended in the last hour" });
  await expect(ended).toContainText(/Queue webhooks recovered \d\d:\d\d:\d\d, lasted \d+ s/);
});
