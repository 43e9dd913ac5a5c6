// Nothing moves under the pointer: while a minute of the demo passes, no page's layout shifts, as the browser measures it.
// All pages are open at once, so that a minute passes once for all of them.
import type { Page } from "@playwright/test";
import { type Demo, expect, test } from "../fixtures/demo.ts";
import { PAGES } from "../fixtures/every-page.ts";
import { expectLive } from "../fixtures/frame.ts";
import { drawn, noteShifts, takeShifts } from "../fixtures/still.ts";

const STEPS = 30;
const STEP_MS = 2_000;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

interface Watched {
  readonly name: string;
  readonly page: Page;
  /** Messages that came over its socket. */
  told: number;
}

for (const viewport of SIZES) {
  test(`no page moves for a minute, ${viewport.width} px`, async ({ browser, demo }) => {
    test.setTimeout(400_000);
    const context = await browser.newContext({ viewport, baseURL: demo.url, reducedMotion: "reduce" });
    const pages: Watched[] = [];
    for (const [name, find, sign] of PAGES) {
      const watched: Watched = { name, page: await context.newPage(), told: 0 };
      await open(watched, await find(demo), sign);
      pages.push(watched);
    }
    await demo.freeze();
    // What a page fetches on first use has come.
    await step(demo, pages);
    await step(demo, pages);
    for (const { page } of pages) await takeShifts(page);
    for (let passed = 0; passed < STEPS; passed += 1) await step(demo, pages);
    for (const { name, page } of pages) {
      const shifts = await takeShifts(page);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      const largest = shifts.slice(0, 5).map(({ what }) => what);
      expect.soft(Number(sum.toFixed(2)), [name, ...largest].join("\n")).toBe(0);
    }
    await context.close();
  });
}

async function open(watched: Watched, address: string, sign: string | RegExp): Promise<void> {
  const { page } = watched;
  page.on("websocket", (socket) => {
    socket.on("framereceived", () => {
      watched.told += 1;
    });
  });
  await noteShifts(page);
  await page.goto(address);
  await expectLive(page);
  await expect(page.getByRole("main")).toContainText(sign);
}

/** Lets a second pass; each page has been told of it, and has drawn it. */
async function step(demo: Demo, pages: readonly Watched[]): Promise<void> {
  const before = pages.map(({ told }) => told);
  await demo.step(STEP_MS);
  await expect.poll(() => pages.every(({ told }, index) => told > (before[index] ?? 0))).toBe(true);
  await Promise.all(pages.map(({ page }) => drawn(page)));
}
