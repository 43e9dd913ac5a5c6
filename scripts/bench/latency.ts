// `npm run bench -- latency`: from the moment an event is published to the row changed in a real browser, at
// 10,000 events/s and with 50 clients. The browser's clock is the publisher's: both are this machine's.
import { connect } from "node:net";
import { watchInBrowser } from "./browser.ts";
import { bar, median, quantile, repeat, spread } from "./figures.ts";
import { respCommand, TYPICAL } from "./load.ts";
import { withUmbel } from "./setting.ts";

const CLIENTS = 49;
const PROBES = 40;
const TOPICS = ["overview?range=15m", "tasks", "workers", "tasks?states=FAILURE", "tasks?states=SUCCESS"];

export async function latency() {
  const runs = await repeat(measure);
  const [middle, p95] = [0.5, 0.95].map((share) => runs.map((times) => quantile(times, share)));
  bar(
    "published → row in the browser",
    `p50 ${spread(middle ?? [], 0)} ms, p95 ${spread(p95 ?? [], 0)} ms (${CLIENTS + 1} clients)`,
    "p95 ≤ 500 ms",
    median(p95 ?? []) <= 500,
  );
}

/** Milliseconds of each probe. */
function measure(): Promise<readonly number[]> {
  return withUmbel([], async ({ redis, umbel, flow }) => {
    for (let i = 0; i < CLIENTS; i += 1) await umbel.watch(["frame", TOPICS[i % TOPICS.length] ?? "tasks"]);
    const flowing = await flow({ ...TYPICAL, tasks: 300_000 }, 10_000);
    const browser = await watchInBrowser(`${umbel.url}/tasks?name=probe.task`);
    try {
      const { page } = browser;
      const socket = connect(redis.port, "127.0.0.1");
      const times: number[] = [];
      for (let probe = 0; probe < PROBES; probe += 1) {
        const uuid = `00000000-0000-4000-a000-${String(probe).padStart(12, "0")}`;
        const seen = page.evaluate<number>(waitForRow(uuid));
        const before = Date.now();
        socket.write(probeEvent(uuid));
        times.push((await seen) - before);
      }
      socket.destroy();
      return times;
    } finally {
      await browser.close();
      await flowing.stop();
    }
  });
}

/** Runs in the page, as text because this project compiles without the DOM: the time at which the row is there. */
function waitForRow(uuid: string): string {
  return `new Promise((resolve) => {
    const there = () => document.querySelector('[data-task="${uuid}"]') !== null;
    if (there()) return resolve(Date.now());
    const observer = new MutationObserver(() => {
      if (!there()) return;
      observer.disconnect();
      resolve(Date.now());
    });
    observer.observe(document.body, { childList: true, subtree: true, attributes: true });
  })`;
}

function probeEvent(uuid: string): Buffer {
  const event = {
    type: "task-received",
    uuid,
    name: "probe.task",
    hostname: "celery@web-1",
    timestamp: Date.now() / 1000,
    pid: 1,
    clock: 1,
    utcoffset: 0,
    args: "()",
    kwargs: "{}",
    root_id: uuid,
    parent_id: null,
    retries: 0,
    eta: null,
    expires: null,
  };
  const body = Buffer.from(JSON.stringify(event)).toString("base64");
  const properties = {
    delivery_mode: 1,
    delivery_info: { exchange: "celeryev", routing_key: "task.received" },
    priority: 0,
    body_encoding: "base64",
    delivery_tag: uuid,
  };
  const envelope = {
    body,
    "content-encoding": "utf-8",
    "content-type": "application/json",
    headers: { hostname: "celery@web-1" },
    properties,
  };
  return respCommand(["PUBLISH", "/0.celeryev/task.received", JSON.stringify(envelope)]);
}
