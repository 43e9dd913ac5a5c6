// Guards several clusters on real brokers, each engine in its own thread: what happens on one is not seen on the other,
// a command is heard on one alone, and one broker that is away leaves the other in peace.
import { expect, onTestFinished, test, vi } from "vitest";
import { startRedisSide } from "./broker/redis/side.test-helper.ts";
import { loadConfig } from "./config/config.ts";
import { createServer } from "./create-server.ts";
import {
  eventMessage,
  heartbeat,
  readControl,
  simulateWorker,
  taskEvent,
} from "./engine/simulated.test-helper.ts";
import { SILENT } from "./log.ts";

const WAIT = { timeout: 15_000, interval: 50 };

async function startTwo() {
  const [main, reports] = await Promise.all([startRedisSide(), startRedisSide()]);
  const argv = ["--port=0", "--broker", `main=${main.url}`, "--broker", `reports=${reports.url}`];
  const loaded = loadConfig(argv, {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const server = createServer({ config: { ...loaded.config, data: null }, pages: null, log: SILENT });
  const { url } = await server.start();
  onTestFinished(async () => {
    await server.stop();
    await Promise.all([main.stop(), reports.stop()]);
  });
  const get = async (path: string) => {
    const response = await fetch(url + path);
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const post = (path: string, body: object) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((response) => response.json());
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), WAIT);
  return { main, reports, get, post };
}

test("two Redis, two clusters", async () => {
  const { main, reports, get, post } = await startTwo();
  const heard: string[] = [];
  for (const [name, side] of Object.entries({ main, reports })) {
    const answer = simulateWorker(`celery@${name}`, { ping: { ok: "pong" } }, side.reply);
    await side.onControl((envelope) => {
      if (readControl(envelope).method === "ping") heard.push(name);
      answer(envelope);
    });
    await side.publishEvent(eventMessage(heartbeat(`celery@${name}`)));
  }
  await reports.publishEvent(
    eventMessage([taskEvent("only-in-reports", "received", { name: "x", hostname: "celery@reports" })]),
  );
  await vi.waitFor(async () => {
    expect((await get("/api/v1/clusters/reports/tasks/only-in-reports")).status).toBe(200);
    for (const name of ["main", "reports"]) {
      const { body } = await get(`/api/v1/clusters/${name}/workers`);
      expect(body.workers.map(({ key }: { key: string }) => key)).toEqual([`celery@${name}`]);
    }
  }, WAIT);
  expect((await get("/api/v1/tasks/only-in-reports")).status).toBe(404);

  // Answers come at once; the machine may be busy.
  const patient = { timeout: 15 };
  const outcome = await post("/api/v1/clusters/reports/commands/ping", patient);
  expect(outcome).toMatchObject({ replies: [{ hostname: "celery@reports", text: "pong" }], missing: [] });
  expect(heard).toEqual(["reports"]);

  await reports.takeAway();
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(503), WAIT);
  expect((await get("/readyz")).body.error.message).toMatch(/^The broker of reports is not connected/);
  expect(await post("/api/v1/commands/ping", patient)).toMatchObject({
    replies: [{ hostname: "celery@main" }],
  });
  expect(await post("/api/v1/clusters/reports/commands/ping", {})).toMatchObject({
    error: { code: "broker_unavailable" },
  });
  await reports.bringBack();
  await vi.waitFor(async () => expect((await get("/readyz")).status).toBe(200), WAIT);
}, 60_000);
