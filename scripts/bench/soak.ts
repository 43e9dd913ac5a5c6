// `npm run bench -- soak`: ten minutes at 5,000 events/s with workers coming and going; memory and lag must stay flat.
import { watchInBrowser } from "./browser.ts";
import { bar, loss } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { preparePublisher } from "./publisher.ts";
import { withUmbel } from "./setting.ts";
import { waitUntil } from "./target.ts";

const MINUTES = Number(process.env.MINUTES ?? 10);
const RATE = 5_000;

export async function soak() {
  await withUmbel(["--max-tasks", "50000"], async ({ redis, umbel }) => {
    await umbel.watch(["frame", "overview?range=15m", "tasks", "workers"]);
    const browser = await watchInBrowser(`${umbel.url}/tasks`);
    const rss: number[] = [];
    const heap: number[] = [];
    const backlogs: number[] = [];
    const watching = setInterval(
      async () => backlogs.push(await umbel.metric("umbel_backlog_messages").catch(() => Number.NaN)),
      1000,
    );
    const largest: number[] = [];
    let sent = 0;
    for (let minute = 0; minute < MINUTES; minute += 1) {
      // Each minute's load is new tasks on another number of workers: the others fall silent and are lost.
      const load = { ...TYPICAL, tasks: (RATE * 60) / 4, workers: 5 + ((minute * 7) % 20) };
      const publisher = await preparePublisher({ port: redis.port, load, rate: RATE });
      backlogs.length = 0;
      const { events } = await publisher.start();
      sent += events;
      rss.push(umbel.rssBytes() / 1e6);
      heap.push(await browser.heapMb());
      largest.push(Math.max(...backlogs));
      console.log(
        `     minute ${minute + 1}: ${events} events, RSS ${rss.at(-1)?.toFixed(0)} MB, browser ${heap.at(-1)?.toFixed(1)} MB, backlog at most ${largest.at(-1)} messages`,
      );
    }
    clearInterval(watching);
    await browser.close();
    const received = () => umbel.metric("umbel_events_received_total");
    await waitUntil(async () => (await received()) >= sent, 10);
    const counted = await received();
    bar("soak", loss(sent, counted), "none lost", counted === sent);
    const backlog = Math.max(...largest);
    bar("backlog, looked at every second", `at most ${backlog} messages`, `≤ ${RATE}`, backlog <= RATE);
    for (const [what, values] of [["memory", rss] as const, ["memory of the browser", heap] as const]) {
      const settled = values.slice(Math.floor(values.length / 3));
      const growth = Math.max(...settled) / (settled[0] ?? 1);
      bar(`${what} after the table is full, largest ÷ first`, growth.toFixed(2), "≤ 1.1", growth <= 1.1);
    }
  });
}
