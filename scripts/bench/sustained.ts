// `npm run bench -- sustained`: 60 s at 70,000 events/s with everything on and ten live pages: no loss, no growing lag.
import { bar, loss, median, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { preparePublisher } from "./publisher.ts";
import { PAGES, withUmbel } from "./setting.ts";
import { waitUntil } from "./target.ts";

const RATE = Number(process.env.RATE ?? 70_000);
const SECONDS = Number(process.env.SECONDS ?? 60);

export async function sustained() {
  const runs = await repeat(measure);
  const of = <T>(pick: (run: (typeof runs)[number]) => T) => runs.map(pick);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const [sent, counted, rates] = [of((run) => run.sent), of((run) => run.counted), of((run) => run.rate)];
  bar(
    "sustained",
    `${spread(rates, 0)} events/s for ${SECONDS} s, ${loss(sum(sent), sum(counted))}`,
    "≥ 70,000, none lost",
    sum(counted) === sum(sent) && median(rates) >= 69_000,
  );
  const after = of((run) => run.after ?? Number.POSITIVE_INFINITY);
  bar(
    "backlog",
    `at most ${spread(of((run) => run.first))} messages in the first half, ${spread(of((run) => run.second))} in the second; empty ${spread(after, 1)} s after the end`,
    "not growing",
    Math.max(...after) < 2,
  );
  const cpu = of((run) => run.cpu);
  bar("CPU per 100,000 events, whole process", `${spread(cpu)} s`, "≤ 1.3 s", median(cpu) <= 1.3);
}

function measure() {
  return withUmbel(["--max-tasks", "100000"], async ({ redis, umbel }) => {
    for (let i = 0; i < 10; i += 1) await umbel.watch(["frame", PAGES[i % PAGES.length] ?? "tasks"]);
    const tasks = Math.ceil((RATE * SECONDS) / 4);
    const publisher = await preparePublisher({
      port: redis.port,
      load: { ...TYPICAL, tasks },
      rate: RATE,
    });
    const lags: number[] = [];
    const watching = setInterval(
      async () => lags.push(await umbel.metric("umbel_backlog_messages").catch(() => Number.NaN)),
      1000,
    );
    const cpuBefore = umbel.cpuSeconds();
    const sent = await publisher.start();
    clearInterval(watching);
    const received = () => umbel.metric("umbel_events_received_total");
    const after = await waitUntil(async () => (await received()) >= sent.events, 10);
    const counted = await received();
    const cpu = ((umbel.cpuSeconds() - cpuBefore) / counted) * 100_000;
    const half = Math.floor(lags.length / 2);
    const worst = (part: readonly number[]) => Math.max(0, ...part);
    return {
      sent: sent.events,
      counted,
      rate: sent.events / sent.seconds,
      first: worst(lags.slice(0, half)),
      second: worst(lags.slice(half)),
      after,
      cpu,
    };
  });
}
