// `npm run bench -- growth`: what an event and a page cost at 10,000, 100,000 and 1,000,000 tasks held: flat.
import { bar, quantile } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { ask, fill } from "./page.ts";
import { withUmbel } from "./setting.ts";

export async function growth() {
  const measured: { held: number; cpu: number; pageMs: number }[] = [];
  for (const held of [10_000, 100_000, 1_000_000]) {
    measured.push(
      await withUmbel(["--max-tasks", String(held)], async (setting) => {
        const { feed, umbel } = setting;
        await umbel.watch(["frame", "tasks?states=FAILURE"]);
        await fill(setting, held);
        const before = umbel.cpuSeconds();
        // Every new task evicts an old one: the limit is reached.
        const { counted } = await feed({ ...TYPICAL, tasks: 75_000 }, 30_000);
        const cpu = ((umbel.cpuSeconds() - before) / counted) * 100_000;
        const times = await ask(`${umbel.url}/api/v1/tasks?limit=50&states=FAILURE`, 100);
        return { held, cpu, pageMs: quantile(times, 0.5) };
      }),
    );
  }
  for (const { held, cpu, pageMs } of measured) {
    console.log(
      `     ${held.toLocaleString("en")} tasks: ${cpu.toFixed(2)} CPU s per 100,000 events, page p50 ${pageMs.toFixed(1)} ms`,
    );
  }
  const ratio = (pick: (row: (typeof measured)[number]) => number) =>
    Math.max(...measured.map(pick)) / Math.min(...measured.map(pick));
  const [cpu, pageMs] = [ratio((row) => row.cpu), ratio((row) => row.pageMs)];
  bar("cost of an event, largest ÷ smallest", cpu.toFixed(2), "≤ 1.5", cpu <= 1.5);
  bar("cost of a page, largest ÷ smallest", pageMs.toFixed(2), "≤ 1.5", pageMs <= 1.5);
}
