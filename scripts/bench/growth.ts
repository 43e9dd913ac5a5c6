// `npm run bench -- growth`: what an event and a page cost at 10,000, 100,000 and 1,000,000 tasks held: flat.
import { bar, median, quantile, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { ask, fill } from "./page.ts";
import { withUmbel } from "./setting.ts";

const HELD = [10_000, 100_000, 1_000_000];

interface Cost {
  /** CPU seconds of 100,000 events. */
  readonly event: number;
  readonly pageMs: number;
}

export async function growth() {
  const runs = await repeat(async () => {
    const costs: Cost[] = [];
    for (const held of HELD) costs.push(await measure(held));
    return costs;
  });
  for (const [index, held] of HELD.entries()) {
    const costs = runs.flatMap((run) => run[index] ?? []);
    const events = spread(costs.map(({ event }) => event));
    const pages = spread(costs.map(({ pageMs }) => pageMs));
    console.log(
      `     ${held.toLocaleString("en")} tasks: ${events} CPU s per 100,000 events, page p50 ${pages} ms`,
    );
  }
  const ratios = (pick: (cost: Cost) => number) =>
    runs.map((costs) => Math.max(...costs.map(pick)) / Math.min(...costs.map(pick)));
  for (const [what, ratio] of [
    ["an event", ratios(({ event }) => event)] as const,
    ["a page", ratios(({ pageMs }) => pageMs)] as const,
  ])
    bar(`cost of ${what}, largest ÷ smallest`, spread(ratio), "≤ 1.5", median(ratio) <= 1.5);
}

function measure(held: number): Promise<Cost> {
  return withUmbel(["--max-tasks", String(held)], async (setting) => {
    const { feed, umbel } = setting;
    await umbel.watch(["frame", "tasks?states=FAILURE"]);
    await fill(setting, held);
    const before = umbel.cpuSeconds();
    // Every new task evicts an old one: the limit is reached.
    const { counted } = await feed({ ...TYPICAL, tasks: 75_000 }, 30_000);
    const event = ((umbel.cpuSeconds() - before) / counted) * 100_000;
    const times = await ask(`${umbel.url}/api/v1/tasks?limit=50&states=FAILURE`, 100);
    return { event, pageMs: quantile(times, 0.5) };
  });
}
