// `npm run bench -- frames`: how smoothly the Tasks page draws while 5,000 tasks change a second, against the same page
// in the same browser while nothing happens.
import { watchInBrowser } from "./browser.ts";
import { bar, quantile } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { withUmbel } from "./setting.ts";

const RATE = 5_000;
const SECONDS = 20;

export async function frames() {
  await withUmbel([], async ({ umbel, feed, flow }) => {
    await feed({ ...TYPICAL, tasks: 20_000 }, 40_000);
    const browser = await watchInBrowser(`${umbel.url}/tasks`);
    try {
      await browser.page.locator("[data-task]").first().waitFor();
      const idle = await browser.frames(5);
      const flowing = await flow({ ...TYPICAL, tasks: (RATE * (SECONDS + 15)) / 4 }, RATE);
      await browser.frames(5);
      const busy = await browser.frames(SECONDS);
      await flowing.stop();
      const perSecond = (gaps: readonly number[]) =>
        (gaps.length * 1000) / gaps.reduce((sum, gap) => sum + gap, 0);
      const share = perSecond(busy) / perSecond(idle);
      bar(
        `frames at ${RATE.toLocaleString("en")} changes/s`,
        `${perSecond(busy).toFixed(1)} a second, gap p95 ${quantile(busy, 0.95).toFixed(1)} ms, longest ${Math.max(...busy).toFixed(0)} ms; idle ${perSecond(idle).toFixed(1)} a second`,
        "≥ 0.95 of the idle page's 60",
        share >= 0.95,
      );
    } finally {
      await browser.close();
    }
  });
}
