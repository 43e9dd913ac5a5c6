// `npm run bench -- metrics`: scrapes at 1,000 workers × 50 names while 10,000 events/s flow.
import { bar, median, quantile, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { ask } from "./page.ts";
import { withUmbel } from "./setting.ts";

export async function metrics() {
  const runs = await repeat(measure);
  const p99 = runs.map((run) => run.p99);
  bar(
    "scrape",
    `p50 ${spread(
      runs.map((run) => run.p50),
      1,
    )} ms, p99 ${spread(p99, 1)} ms, ${((runs[0]?.bytes ?? 0) / 1e6).toFixed(1)} MB`,
    "p99 ≤ 100 ms",
    median(p99) <= 100,
  );
}

function measure() {
  return withUmbel([], async ({ feed, flow, umbel }) => {
    const load = { ...TYPICAL, workers: 1_000, names: 50 };
    // Every worker runs every name once.
    await feed({ ...load, tasks: 51_000 }, 20_000);
    const flowing = await flow({ ...load, tasks: 200_000 }, 10_000);
    const times = await ask(`${umbel.url}/metrics`, 200);
    const bytes = (await (await fetch(`${umbel.url}/metrics`)).arrayBuffer()).byteLength;
    await flowing.stop();
    return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), bytes };
  });
}
