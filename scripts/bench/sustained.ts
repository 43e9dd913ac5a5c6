// `npm run bench -- sustained`: 60 s at 70,000 events/s with everything on and ten live pages: no loss, no growing lag.
import { bar, loss } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { preparePublisher } from "./publisher.ts";
import { PAGES, withUmbel } from "./setting.ts";
import { waitUntil } from "./target.ts";

const RATE = Number(process.env.RATE ?? 70_000);
const SECONDS = Number(process.env.SECONDS ?? 60);

export async function sustained() {
  await withUmbel(["--max-tasks", "100000"], async ({ redis, umbel }) => {
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
    const rate = sent.events / sent.seconds;
    const half = Math.floor(lags.length / 2);
    const worst = (part: readonly number[]) => Math.max(0, ...part);
    bar(
      "sustained",
      `${Math.round(rate).toLocaleString("en")} events/s for ${sent.seconds.toFixed(0)} s, ${loss(sent.events, counted)}`,
      "≥ 70,000, none lost",
      counted === sent.events && rate >= 69_000,
    );
    bar(
      "backlog",
      `at most ${worst(lags.slice(0, half))} messages in the first half, ${worst(lags.slice(half))} in the second; empty ${after?.toFixed(1) ?? "never"} s after the end`,
      "not growing",
      after !== null && after < 2,
    );
    bar("CPU per 100,000 events, whole process", `${cpu.toFixed(2)} s`, "≤ 1.3 s", cpu <= 1.3);
  });
}
