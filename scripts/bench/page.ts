// `npm run bench -- page`: pages of the task list over HTTP at 1,000,000 tasks while 10,000 events/s flow.
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { bar, median, quantile, repeat, spread } from "./figures.ts";
import { TYPICAL } from "./load.ts";
import { type Setting, withUmbel } from "./setting.ts";

const TASKS = Number(process.env.TASKS ?? 1_000_000);
const ASKED = 200;
const QUERIES: readonly {
  readonly name: string;
  readonly query: string;
  readonly wantedMs: number;
  readonly share: number;
}[] = [
  { name: "newest first", query: "", wantedMs: 30, share: 0.99 },
  { name: "state", query: "states=FAILURE", wantedMs: 30, share: 0.99 },
  {
    name: "state and name",
    query: "states=FAILURE,RETRY&name=shop.module_3.task_3",
    wantedMs: 30,
    share: 0.99,
  },
  {
    name: "name pattern and worker",
    query: "name=shop.module_1.*&worker=celery@web-3",
    wantedMs: 30,
    share: 0.99,
  },
  { name: "slowest first", query: "sort=-runtime", wantedMs: 30, share: 0.99 },
  { name: "state, by name", query: "states=SUCCESS&sort=name", wantedMs: 30, share: 0.99 },
  { name: "substring, rare", query: "text=no-such-text-anywhere", wantedMs: 300, share: 0.95 },
  { name: "substring, common", query: "text=aaaa", wantedMs: 300, share: 0.95 },
  {
    name: "age and runtime",
    query: `q=${encodeURIComponent("received:<1h runtime:>0s")}`,
    wantedMs: 30,
    share: 0.99,
  },
  {
    name: "either, and not",
    query: `q=${encodeURIComponent("(state:failed OR runtime:>10s) -name:shop.module_1.*")}`,
    wantedMs: 30,
    share: 0.99,
  },
  {
    name: "one error",
    query: `q=${encodeURIComponent("state:failed exception:NoSuch")}`,
    wantedMs: 300,
    share: 0.95,
  },
  { name: "one argument", query: `q=${encodeURIComponent("args.0:4242")}`, wantedMs: 300, share: 0.95 },
];

export async function page() {
  const runs = await repeat(measure);
  for (const [index, { name, wantedMs, share }] of QUERIES.entries()) {
    const times = runs.map((run) => run[index] ?? []);
    const [middle, tail] = [0.5, share].map((part) => times.map((each) => quantile(each, part)));
    bar(
      name,
      `p50 ${spread(middle ?? [], 1)} ms, p${share * 100} ${spread(tail ?? [], 1)} ms`,
      `≤ ${wantedMs} ms`,
      median(tail ?? []) <= wantedMs,
    );
  }
}

/** Milliseconds of the answers to each of the queries. */
function measure(): Promise<readonly number[][]> {
  return withUmbel(["--max-tasks", String(TASKS + 500_000)], async (setting) => {
    await fill(setting, TASKS);
    const flow = await setting.flow({ ...TYPICAL, tasks: 400_000 }, 10_000);
    const answered: number[][] = [];
    for (const { query, share } of QUERIES) {
      const url = `${setting.umbel.url}/api/v1/tasks?limit=50&${query}`;
      answered.push(await ask(url, share < 0.99 ? 20 : ASKED));
    }
    await flow.stop();
    return answered;
  });
}

export async function fill({ feed }: Setting, tasks: number) {
  for (let held = 0; held < tasks; held += 100_000)
    await feed({ ...TYPICAL, tasks: Math.min(100_000, tasks - held) }, 60_000);
}

/** Asked before it counts: the first answers are of code that was not compiled yet. */
const WARM_UP = 5;

/** Milliseconds until each answer was there as a whole, one question after the other. */
export async function ask(url: string, times: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const taken: number[] = [];
  for (let i = -WARM_UP; i < times; i += 1) {
    const before = performance.now();
    await read(url, agent);
    if (i >= 0) taken.push(performance.now() - before);
  }
  agent.destroy();
  return taken;
}

/** Not `fetch`: megabytes through its streams take longer, and wait for more, than what is measured. */
async function read(url: string, agent: Agent): Promise<void> {
  const [response] = (await once(get(url, { agent }), "response")) as [IncomingMessage]; // node:http says so
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);
}
