// `npm run bench -- push`: 200 browsers' sockets on 20 distinct topics while 10,000 events/s flow, against one socket on
// each of the same topics: what clients cost beyond topics, and whether each of them is served.
import { bar, median, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { withUmbel } from "./setting.ts";

const RATE = 10_000;
const SECONDS = 15;
const CLIENTS_PER_TOPIC = 10;
const STATES = ["SUCCESS", "FAILURE", "STARTED", "RECEIVED", "RETRY"];
const TOPICS = [
  "overview?range=15m",
  "workers",
  "tasks",
  ...STATES.map((state) => `tasks?states=${state}`),
  ...Array.from({ length: 12 }, (_, i) => `tasks?name=${encodeURIComponent(`shop.module_${i}.*`)}`),
];

export async function push() {
  const runs = await repeat(async () => ({ few: await measure(1), many: await measure(CLIENTS_PER_TOPIC) }));
  const sockets = TOPICS.length * CLIENTS_PER_TOPIC;
  const few = spread(runs.map((run) => run.few.cpu));
  const many = spread(runs.map((run) => run.many.cpu));
  console.log(`     ${TOPICS.length} sockets: ${few} CPU s per 100,000 events; ${sockets} sockets: ${many}`);
  const served = runs.map((run) => run.many.served);
  const backlogs = runs.map((run) => run.many.backlog);
  bar(
    `${sockets} browsers on ${TOPICS.length} topics`,
    `at most ${spread(backlogs)} messages of backlog, ${spread(served)} of ${sockets} served every second`,
    "all served, no backlog",
    Math.min(...served) === sockets && median(backlogs) < RATE,
  );
}

async function measure(perTopic: number) {
  return await withUmbel([], async ({ umbel, feed, flow }) => {
    await feed({ ...TYPICAL, tasks: 10_000 }, 40_000);
    const counts: number[] = [];
    for (let i = 0; i < TOPICS.length * perTopic; i += 1) {
      counts[i] = 0;
      const socket = await umbel.watch([TOPICS[i % TOPICS.length] ?? "tasks"]);
      socket.onAny(() => {
        counts[i] = (counts[i] ?? 0) + 1;
      });
    }
    const flowing = await flow({ ...TYPICAL, tasks: (RATE * (SECONDS + 20)) / 4 }, RATE);
    const received = () => umbel.metric("umbel_events_received_total");
    const [cpuBefore, before] = [umbel.cpuSeconds(), await received()];
    counts.fill(0);
    let backlog = 0;
    for (let second = 0; second < SECONDS; second += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      backlog = Math.max(backlog, await umbel.metric("umbel_backlog_messages"));
    }
    const served = counts.filter((count) => count >= SECONDS).length;
    const cpu = ((umbel.cpuSeconds() - cpuBefore) / ((await received()) - before)) * 100_000;
    await flowing.stop();
    return { cpu, backlog, served };
  });
}
