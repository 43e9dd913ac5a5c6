// How this browser shows things: light, dark, as the system; times here or in UTC; no movement for those who want none.
import type { Page } from "@playwright/test";
import { findTask, taskOf } from "../fixtures/api.ts";
import { expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { openLive } from "../fixtures/frame.ts";
import { fact } from "../fixtures/pages.ts";

const DARK = "rgb(17, 18, 16)";
const LIGHT = "rgb(247, 247, 245)";

async function choose(page: Page, what: string): Promise<void> {
  await page.getByRole("button", { name: "Theme and time zone" }).click();
  await page.getByRole("menuitemradio", { name: what }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
}

function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
}

test("follows the system until told otherwise", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await openLive(page, "/");
  expect(await ground(page)).toBe(DARK);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => ground(page)).toBe(LIGHT);
});

test("the choice stays, and is there before the first paint", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openLive(page, "/");
  await choose(page, "Dark");
  await expect.poll(() => ground(page)).toBe(DARK);
  // Notes the theme at the moment when there is a body at all: nothing has been painted before that.
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (document.body === null) return;
      sessionStorage.setItem("theme at first", document.documentElement.dataset.theme ?? "none");
      watch.disconnect();
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  for (const path of ["/", "/tasks"]) {
    await openLive(page, path);
    expect(await page.evaluate(() => sessionStorage.getItem("theme at first"))).toBe("dark");
    expect(await ground(page)).toBe(DARK);
  }
  await choose(page, "System");
  await expect.poll(() => ground(page)).toBe(LIGHT);
});

test.describe("in Tokyo", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("times are of the browser's zone, or of UTC, and the choice stays", async ({ page, demo }) => {
    const { key } = await findTask(demo, { states: "SUCCESS" });
    const { receivedAt } = await taskOf(demo, key);
    const clock = (hours: number) =>
      new Date((receivedAt ?? 0) + hours * 3_600_000).toISOString().slice(11, 19);
    await openLive(page, `/tasks/${key}`);
    await expect(fact(page, "Received")).toContainText(clock(9));
    await choose(page, "UTC");
    await expect(fact(page, "Received")).toContainText(clock(0));
    await page.reload();
    await expect(fact(page, "Received")).toContainText(clock(0));
  });
});

test("nothing moves for those who asked for that", async ({ page, demo }) => {
  const moving = () =>
    page.evaluate(() => {
      const long = document
        .getAnimations()
        .filter((animation) => Number(animation.effect?.getComputedTiming().duration) > 10);
      return long.length;
    });
  const long = ["video.transcode", "reports.export_csv", "imports.parse_feed"];
  const { key } = await freezeAtTask(demo, { states: "STARTED" }, ({ name }) => long.includes(name ?? ""));
  await openLive(page, `/tasks/${key}`);
  await expect.poll(moving).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(moving).toBe(0);
});
