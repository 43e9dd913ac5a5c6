// `npm run bench -- metrics`: scrapes at 1,000 workers × 50 names while 10,000 events/s flow.
import { bar, quantile } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { ask } from "./page.ts";
import { withUmbel } from "./setting.ts";

export async function metrics() {
  await withUmbel([], async ({ feed, flow, umbel }) => {
    const load = { ...TYPICAL, workers: 1_000, names: 50 };
    // Every worker runs every name once.
    await feed({ ...load, tasks: 51_000 }, 20_000);
    const flowing = await flow({ ...load, tasks: 200_000 }, 10_000);
    const times = await ask(`${umbel.url}/metrics`, 200);
    const size = (await (await fetch(`${umbel.url}/metrics`)).arrayBuffer()).byteLength;
    await flowing.stop();
    const p99 = quantile(times, 0.99);
    bar(
      "scrape",
      `p50 ${quantile(times, 0.5).toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${(size / 1e6).toFixed(1)} MB`,
      "p99 ≤ 100 ms",
      p99 <= 100,
    );
  });
}
