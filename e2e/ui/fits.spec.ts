// Words stay legible at every moment of an animation, and a wide screen is used. That every page fits every width is in
// every-page.spec.ts.
import type { Page } from "@playwright/test";
import { expect, freezeAtTask, test } from "../fixtures/demo.ts";
import { openLive } from "../fixtures/frame.ts";

test("words are legible at every moment of an animation", async ({ page, demo }) => {
  const { key } = await freezeAtTask(demo, { states: "STARTED", name: "video.transcode" });
  await openLive(page, `/tasks/${key}`);
  const running = page.getByRole("region", { name: "Phases" }).getByText(/^running/);
  await expect(running).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await faded(page)).toEqual([]);
    const [soft, ground] = await running.locator("xpath=..").evaluate(contrasts);
    // The ground moves between the two; the ink stands out from both.
    expect(soft, `${colorScheme}, its own ground`).toBeGreaterThanOrEqual(4.5);
    expect(ground, `${colorScheme}, what is laid over it`).toBeGreaterThanOrEqual(4.5);
  }
});

/** Of the ink on the element's ground, and on what its animation lays over that. */
function contrasts(element: Element): [number, number] {
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const luminance = (color: string): number => {
    if (pen === null) return 0;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = color;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0] = [...pen.getImageData(0, 0, 1, 1).data].map((part) =>
      part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const { color, backgroundColor } = getComputedStyle(element);
  const against = (ground: string): number => {
    const [low = 0, high = 0] = [luminance(color), luminance(ground)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  // It lays the colour of the card over it, half transparent.
  const card = element.closest("section") ?? element;
  return [against(backgroundColor), against(getComputedStyle(card).backgroundColor)];
}

/** Words whose own opacity, or that of what holds them, is ever below one while something on the page moves. */
function faded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems = new Set<string>();
    for (const animation of document.getAnimations()) {
      // Transitions end; a button that is off is faint, and is meant to be.
      if (!(animation instanceof CSSAnimation)) continue;
      const effect = animation.effect as KeyframeEffect | null; // CSS makes no other kind
      const target = effect?.target ?? null;
      if (target === null || effect?.pseudoElement || (target.textContent ?? "").trim() === "") continue;
      const length = Number(effect?.getComputedTiming().duration ?? 0);
      animation.pause();
      for (const part of [0, 0.25, 0.5, 0.75, 0.99]) {
        animation.currentTime = part * length;
        if (Number(getComputedStyle(target).opacity) < 1)
          problems.add((target.textContent ?? "").slice(0, 40));
      }
      animation.play();
    }
    return [...problems];
  });
}

test("a wide screen is used, and every page has a heading", async ({ page }) => {
  await page.setViewportSize({ width: 2560, height: 1440 });
  for (const address of ["/", "/workers"]) {
    await openLive(page, address);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    const box = await page.getByRole("heading", { level: 1 }).locator("xpath=../..").boundingBox();
    expect(box?.width ?? 0, address).toBeGreaterThan(2_200);
  }
});
