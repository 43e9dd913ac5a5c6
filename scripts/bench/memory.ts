// `npm run bench -- memory`: growth of the process per task held, text and indexes included.
import { bar, median, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { withUmbel } from "./setting.ts";

const STEPS = [
  { tasks: 100_000, wanted: 1.0 },
  { tasks: 1_000_000, wanted: 0.7 },
];

export async function memory() {
  for (const { tasks, wanted } of STEPS) {
    const perTask = await repeat(() => measure(tasks));
    bar(
      `${tasks.toLocaleString("en")} tasks`,
      `${spread(perTask)} KB a task`,
      `≤ ${wanted} KB`,
      median(perTask) <= wanted,
    );
  }
}

function measure(tasks: number): Promise<number> {
  return withUmbel(["--max-tasks", String(tasks * 2)], async ({ feed, umbel }) => {
    await feed({ ...TYPICAL, tasks: 5_000 }, 20_000);
    const before = umbel.rssBytes();
    let held = 0;
    while (held < tasks) {
      const part = Math.min(100_000, tasks - held);
      await feed({ ...TYPICAL, tasks: part }, 60_000);
      held += part;
    }
    return (umbel.rssBytes() - before) / tasks / 1024;
  });
}
