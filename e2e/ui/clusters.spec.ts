// Two clusters in one Umbel: each has its own pages, and what is done on them is done there. With one cluster there is
// nothing to choose (the last test; every other spec runs so too).
import type { Page } from "@playwright/test";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { seriousViolations } from "../fixtures/axe.ts";
import { test as demoTest, expect } from "../fixtures/demo.ts";
import { expectLive, heading, navigation, openLive } from "../fixtures/frame.ts";
import { test as base } from "../fixtures/page.ts";
import { type RunningUmbel, startUmbel } from "../fixtures/umbel.ts";

const test = base.extend<object, { umbel: RunningUmbel }>({
  umbel: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from this pattern
    async ({}, use) => {
      const umbel = await startUmbel(["--broker", "main=demo://1", "--broker", "reports=demo://7"]);
      await use(umbel);
      await umbel.stop();
    },
    { scope: "worker", timeout: 90_000 },
  ],
  baseURL: async ({ umbel }, use) => use(umbel.url),
});

const switcher = (page: Page) => page.getByRole("banner").locator("[data-cluster-switcher]");
/** The API of one cluster, as the helpers of fixtures/api.ts expect an Umbel. */
const apiOf = ({ url }: RunningUmbel, cluster: string) => ({ url: `${url}/api/v1/clusters/${cluster}` });

async function newestTask(umbel: RunningUmbel, cluster: string): Promise<string> {
  let uuid: string | undefined;
  await expect
    .poll(async () => {
      const response = await fetch(`${apiOf(umbel, cluster).url}/tasks?states=SUCCESS&limit=1`);
      const { rows } = (await response.json()) as { rows: { key: string }[] }; // our own answer
      uuid = rows[0]?.key;
      return uuid !== undefined;
    })
    .toBe(true);
  return uuid ?? "";
}

test("the switcher leads to the same page of the other cluster, and back", async ({ page }) => {
  await openLive(page, "/workers");
  await expect(switcher(page)).toContainText("main");
  await switcher(page).click();
  await page.getByRole("menuitemradio", { name: "reports" }).click();
  await expect(page).toHaveURL("/c/reports/workers");
  await expect(page).toHaveTitle("Workers · reports · Umbel");
  await expectLive(page);
  await expect(switcher(page)).toContainText("reports");
  await expect(page.locator("[data-worker], a[href^='/c/reports/workers/']").first()).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL("/workers");
  await expect(switcher(page)).toContainText("main");
});

test("links, keys and the palette stay within the cluster; a reload does too", async ({ page }) => {
  await openLive(page, "/c/reports");
  await expect(heading(page, /./)).toBeVisible();
  await navigation(page)
    .getByRole("link", { name: /^Tasks/ })
    .click();
  await expect(page).toHaveURL("/c/reports/tasks");
  await expect(navigation(page).getByRole("link", { name: /^Tasks/ })).toHaveAttribute(
    "aria-current",
    "page",
  );
  await page.locator("[data-task] a").first().click();
  await expect(page).toHaveURL(/\/c\/reports\/tasks\/[0-9a-f-]{36}$/);
  const title = await heading(page, /./).textContent();
  await page.reload();
  await expectLive(page);
  await expect(heading(page, title ?? "")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(page).toHaveURL("/c/reports/workers");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("Cluster main");
  await page.getByRole("option", { name: "main", exact: true }).click();
  await expect(page).toHaveURL("/workers");
  await expect(switcher(page)).toContainText("main");
});

test("an address of a task can be sent to somebody; the other cluster does not know it", async ({
  page,
  umbel,
}) => {
  const uuid = await newestTask(umbel, "reports");
  await openLive(page, `/c/reports/tasks/${uuid}`);
  await expect(page.locator("main")).toContainText(uuid);
  await expect(page.locator("main h1 ~ [data-state]")).toBeVisible();
  await openLive(page, `/tasks/${uuid}`);
  await expect(page.locator("main h1 ~ [data-state]")).toHaveCount(0);
});

test("filters live in the address under the cluster's name", async ({ page }) => {
  await openLive(page, "/c/reports/tasks?states=FAILURE");
  await expect(page.locator("[data-task]").first()).toBeVisible();
  await page.getByRole("button", { name: "Clear all" }).click();
  await expect(page).toHaveURL("/c/reports/tasks");
});

test("a command goes to the cluster whose page it was given on", async ({ page, umbel }) => {
  await openLive(page, "/c/reports/workers/celery%40media-1");
  await page.getByRole("main").getByRole("button", { name: "Ping" }).click();
  const entries = async (cluster: string) => {
    const response = await fetch(`${apiOf(umbel, cluster).url}/audit`);
    const answer = (await response.json()) as { entries: AuditEntry[] }; // our own answer
    return answer.entries.map((entry) => `${entry.cluster} ${entry.command} ${entry.phase}`);
  };
  await expect.poll(() => entries("reports")).toContain("reports ping finished");
  expect(await entries("main")).toEqual([]);
});

test("a cluster that is not watched has no pages, and says which are", async ({ page }, testInfo) => {
  testInfo.annotations.push({ type: "allow-console", description: "404" });
  const response = await page.goto("/c/nope/tasks");
  expect(response?.status()).toBe(404);
  await expect(page.getByText("No cluster called nope")).toBeVisible();
  await expect(page.getByText("This Umbel watches main, reports")).toBeVisible();
  await page.getByRole("link", { name: "Go to Overview" }).click();
  await expect(page).toHaveURL("/");
  await expectLive(page);
});

test("the switcher has its place on a phone, and axe finds nothing serious", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openLive(page, "/c/reports");
  await switcher(page).click();
  await expect(page.getByRole("menuitemradio", { name: "main" })).toBeVisible();
  expect(await seriousViolations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

demoTest(
  "with one cluster there is nothing to choose, and its name leads nowhere",
  async ({ page }, testInfo) => {
    testInfo.annotations.push({ type: "allow-console", description: "404" });
    await openLive(page, "/");
    await expect(switcher(page)).toHaveCount(0);
    expect((await page.goto("/c/demo/tasks"))?.status()).toBe(404);
  },
);
