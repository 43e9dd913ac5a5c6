// `npm run bench -- frames`: how smoothly the Tasks page draws while 5,000 tasks change a second, against the same page
// in the same browser while nothing happens.
import { watchInBrowser } from "./browser.ts";
import { bar, median, quantile, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { withUmbel } from "./setting.ts";

const RATE = 5_000;
const SECONDS = 20;

export async function frames() {
  const runs = await repeat(measure);
  const of = (pick: (run: (typeof runs)[number]) => number) => spread(runs.map(pick), 1);
  bar(
    `frames at ${RATE.toLocaleString("en")} changes/s`,
    `${of(({ busy }) => perSecond(busy))} a second, gap p95 ${of(({ busy }) => quantile(busy, 0.95))} ms, longest ${of(({ busy }) => Math.max(...busy))} ms; idle ${of(({ idle }) => perSecond(idle))} a second`,
    "≥ 0.95 of the idle page's 60",
    median(runs.map(({ busy, idle }) => perSecond(busy) / perSecond(idle))) >= 0.95,
  );
}

const perSecond = (gaps: readonly number[]) => (gaps.length * 1000) / gaps.reduce((sum, gap) => sum + gap, 0);

/** Milliseconds between the frames of the page. */
function measure(): Promise<{ idle: readonly number[]; busy: readonly number[] }> {
  return withUmbel([], async ({ umbel, feed, flow }) => {
    await feed({ ...TYPICAL, tasks: 20_000 }, 40_000);
    const browser = await watchInBrowser(`${umbel.url}/tasks`);
    try {
      await browser.page.locator("[data-task]").first().waitFor();
      const idle = await browser.frames(5);
      const flowing = await flow({ ...TYPICAL, tasks: (RATE * (SECONDS + 15)) / 4 }, RATE);
      await browser.frames(5);
      const busy = await browser.frames(SECONDS);
      await flowing.stop();
      return { idle, busy };
    } finally {
      await browser.close();
    }
  });
}
