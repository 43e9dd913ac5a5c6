// What holds on every page, light and dark, wide and narrow: axe finds nothing serious, nothing sticks out, and a picture
// is taken for people to look at (test-results/screens, not kept in git).
import path from "node:path";
import type { Page } from "@playwright/test";
import { seriousViolations } from "../fixtures/axe.ts";
import { expect, test } from "../fixtures/demo.ts";
import { PAGES } from "../fixtures/every-page.ts";
import { expectLive } from "../fixtures/frame.ts";

/** A new size is laid out some moment after it was set. */
const laidOut = expect.configure({ soft: true });

const SIZES = { 1440: 900, 390: 844 } as const;

for (const [name, find, sign] of PAGES) {
  test(`${name} in light and dark, wide and narrow`, async ({ page, demo }, testInfo) => {
    testInfo.annotations.push({ type: "allow-console", description: "404 (Not Found)" });
    await page.goto(await find(demo));
    await expectLive(page);
    for (const [width, height] of Object.entries(SIZES)) {
      await page.setViewportSize({ width: Number(width), height });
      await expect(page.getByRole("main")).toContainText(sign);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        expect.soft(await seriousViolations(page), `${colorScheme}, ${width} px`).toEqual([]);
        const file = path.join(testInfo.project.outputDir, "screens", `${name}-${colorScheme}-${width}.png`);
        await page.screenshot({ path: file, animations: "disabled" });
      }
      await laidOut.poll(() => sticksOut(page), { message: `${width} px` }).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    await expect(page.getByRole("main")).toContainText(sign);
    await laidOut.poll(() => sticksOut(page), { message: "320 px" }).toEqual([]);
  });
}

/** Wider than the screen, or longer than its content: something invisible reaches where nothing is to be seen. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    const problems: string[] = [];
    if (scrollWidth > clientWidth) problems.push(`${scrollWidth} px wide`);
    const main = document.querySelector("main")?.getBoundingClientRect();
    const end = Math.max(clientHeight, (main?.bottom ?? 0) + scrollY);
    // The bar at the bottom of phones takes 64 px.
    if (scrollHeight > end + 65)
      problems.push(`${scrollHeight} px long, the content ends at ${Math.round(end)}`);
    return problems;
  });
}
