// `npm run bench -- light`: memory and CPU of Umbel and of Flower on the same Redis, no page open: while nothing happens,
// and beside a small and a middling cluster. Both live through all three, one after the other.

import { freePort, startProcess } from "../../e2e/fixtures/process.ts";
import { PIP_PYTHON } from "../../e2e/fixtures/pythons.ts";
import { bar, median, repeat, spread } from "./figures.ts";
import { type LoadOptions, TYPICAL } from "./load.ts";
import { cpuSeconds, rssBytes } from "./process-figures.ts";
import { preparePublisher } from "./publisher.ts";
import { withUmbel } from "./setting.ts";

const SETTLE_SECONDS = 10;
const MEASURE_SECONDS = 20;

interface Stage {
  readonly what: string;
  readonly rate: number;
  readonly workers: number;
  /** Umbel ÷ Flower; of the CPU of an idle Umbel the share of a core, because Flower's is next to nothing. */
  readonly memory: number;
  readonly cpu: number;
}
const STAGES: readonly Stage[] = [
  { what: "nothing happens", rate: 0, workers: 0, memory: 1.6, cpu: 0.002 },
  { what: "100 events/s, 10 workers", rate: 100, workers: 10, memory: 1.6, cpu: 0.4 },
  { what: "1,000 events/s, 50 workers", rate: 1_000, workers: 50, memory: 1.0, cpu: 0.2 },
];

interface Taken {
  readonly rss: number;
  /** Share of a core. */
  readonly cpu: number;
}

export async function light() {
  const runs = await repeat(measure);
  for (const [index, { what, rate, memory, cpu }] of STAGES.entries()) {
    const of = (who: "umbel" | "flower", figure: keyof Taken, unit: number) =>
      runs.map((run) => (run[who][index]?.[figure] ?? Number.NaN) / unit);
    const ratios = (figure: keyof Taken) => {
      const flower = of("flower", figure, 1);
      return of("umbel", figure, 1).map((umbel, run) => umbel / (flower[run] ?? Number.NaN));
    };
    const memories = ratios("rss");
    bar(
      `memory, ${what}`,
      `${spread(memories)}: Umbel ${spread(of("umbel", "rss", 1e6), 0)} MB, Flower ${spread(of("flower", "rss", 1e6), 0)}`,
      `≤ ${memory.toFixed(1)} of Flower`,
      median(memories) <= memory,
    );
    const shares = `Umbel ${spread(of("umbel", "cpu", 0.01))} % of a core, Flower ${spread(of("flower", "cpu", 0.01))}`;
    const costs = rate === 0 ? of("umbel", "cpu", 1) : ratios("cpu");
    bar(
      `CPU, ${what}`,
      rate === 0 ? shares : `${spread(costs)}: ${shares}`,
      rate === 0 ? `≤ ${cpu * 100} % of a core` : `≤ ${cpu} of Flower`,
      median(costs) <= cpu,
    );
  }
}

function measure() {
  return withUmbel([], async ({ redis, umbel }) => {
    const flower = await startFlower(redis.url);
    try {
      const taken: { umbel: Taken[]; flower: Taken[] } = { umbel: [], flower: [] };
      for (const stage of STAGES) {
        const [ofUmbel, ofFlower] = await during(stage, redis.port, [umbel.pid, flower.pid]);
        taken.umbel.push(ofUmbel);
        taken.flower.push(ofFlower);
      }
      return taken;
    } finally {
      await flower.stop();
    }
  });
}

async function during(
  { rate, workers }: Stage,
  port: number,
  [umbel, flower]: readonly [number, number],
): Promise<readonly [Taken, Taken]> {
  const seconds = SETTLE_SECONDS + MEASURE_SECONDS;
  const load: LoadOptions = {
    ...TYPICAL,
    workers,
    tasks: Math.ceil((rate * seconds) / 4),
    eventsPerSecond: rate,
  };
  const publisher = rate === 0 ? null : await preparePublisher({ port, load, rate });
  const published = publisher?.start();
  await sleep(SETTLE_SECONDS);
  const before = [cpuSeconds(umbel), cpuSeconds(flower)] as const;
  const from = performance.now();
  await (published ?? sleep(MEASURE_SECONDS));
  const passed = (performance.now() - from) / 1000;
  const taken = (pid: number, used: number) => ({
    rss: rssBytes(pid),
    cpu: (cpuSeconds(pid) - used) / passed,
  });
  return [taken(umbel, before[0]), taken(flower, before[1])];
}

/** As light as it can be: without an app to load. */
async function startFlower(broker: string) {
  const own = [`--port=${await freePort()}`, "--address=127.0.0.1"];
  const child = startProcess(PIP_PYTHON, ["-m", "celery", `--broker=${broker}`, "flower", ...own], {
    env: { PYTHONUNBUFFERED: "1", PYTHONDONTWRITEBYTECODE: "1" },
  });
  await child.until(/Connected to /, 60_000);
  return { pid: child.process.pid ?? 0, stop: () => child.stop("SIGKILL") };
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
