// What holds on every page, light and dark, from a phone to a wide screen: axe finds nothing serious, nothing sticks out,
// nothing is wider than the window or than the card that holds it, and what is fixed covers nothing beside it.
// `npm run screenshots` takes their pictures.
import type { Page } from "@playwright/test";
import { seriousViolations } from "../fixtures/axe.ts";
import { expect, test } from "../fixtures/demo.ts";
import { PAGES } from "../fixtures/every-page.ts";
import { expectLive } from "../fixtures/frame.ts";

/** A new size is laid out some moment after it was set. */
const laidOut = expect.configure({ soft: true });

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
  { width: 768, height: 1024 },
  { width: 2560, height: 1440 },
] as const;
/** Where colours are looked at too. */
const IN_COLOURS: readonly number[] = [1440, 390];

for (const [name, find, sign] of PAGES) {
  test(`${name} in light and dark, wide and narrow`, async ({ page, demo }, testInfo) => {
    testInfo.annotations.push({ type: "allow-console", description: "404 (Not Found)" });
    await page.goto(await find(demo));
    await expectLive(page);
    for (const size of SIZES) {
      const { width } = size;
      await page.setViewportSize(size);
      await expect(page.getByRole("main")).toContainText(sign);
      if (IN_COLOURS.includes(width)) {
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          expect.soft(await seriousViolations(page), `${colorScheme}, ${width} px`).toEqual([]);
        }
      }
      await laidOut.poll(() => misfits(page), { message: `${width} px` }).toEqual([]);
      await laidOut.poll(() => sticksOut(page), { message: `${width} px` }).toEqual([]);
    }
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

/** What is wider than it may be, or lies over its neighbour; in words. */
function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    const name = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.textContent ?? "").replace(/\s+/g, " ").slice(0, 40)}"`;
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) problems.push(`the page is ${scrollWidth} px wide`);
    for (const table of document.querySelectorAll("main table")) {
      const room = table.parentElement;
      if (room !== null && room.scrollWidth > room.clientWidth + 1)
        problems.push(`${name(table)} needs ${room.scrollWidth} px and has ${room.clientWidth}`);
    }
    for (const bar of document.querySelectorAll("header, nav[aria-label=Pages]")) {
      const parts = [...bar.children].filter((part) => part.getBoundingClientRect().width > 0);
      for (const [index, part] of parts.entries()) {
        const box = part.getBoundingClientRect();
        if (box.left < -1 || box.right > innerWidth + 1) problems.push(`${name(part)} is cut`);
        const next = parts[index + 1]?.getBoundingClientRect();
        if (next !== undefined && next.top < box.bottom && next.left < box.right - 1)
          problems.push(`${name(part)} lies over its neighbour`);
      }
    }
    for (const key of document.querySelectorAll("header kbd")) {
      if (key.getBoundingClientRect().width === 0) continue;
      if (key.scrollHeight > key.clientHeight + 3) problems.push(`${name(key)} is broken in two`);
    }
    return problems;
  });
}
