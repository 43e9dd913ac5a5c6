// Guards several clusters in one server: each answers under its own name, what is done goes where it was asked for and
// is written down so, one that is away is no concern of the other, and with a single one nothing has a name.
import { spawnSync } from "node:child_process";
import { io } from "socket.io-client";
import { expect, onTestFinished, test, vi } from "vitest";
import type { OpenAnswer } from "#lib/live/socket-events.ts";
import type { TopicDelta } from "#lib/live/view.ts";
import { AWAY, createFakeEngine } from "./http/fake-engine.test-helper.ts";
import { startTestServer } from "./http/test-server.test-helper.ts";

const JSON_POST = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };

async function startTwo() {
  const main = createFakeEngine("main");
  const reports = createFakeEngine("reports");
  const server = await startTestServer([], { engine: [main, reports] });
  main.tick();
  reports.tick();
  return { ...server, main, reports };
}

async function connect(url: string) {
  const socket = io(url, { path: "/live", transports: ["websocket"], reconnection: false });
  onTestFinished(() => void socket.disconnect());
  const deltas: TopicDelta[] = [];
  socket.on("delta", (delta: TopicDelta) => deltas.push(delta));
  await new Promise<void>((resolve, reject) => {
    socket.on("connect", resolve).on("connect_error", reject);
  });
  const open = (topic: string): Promise<OpenAnswer> => socket.timeout(10_000).emitWithAck("open", topic);
  return { socket, deltas, open };
}

test("the API of a cluster stands under its name; without one it is that of the first", async () => {
  const { ask, main, reports } = await startTwo();
  await ask("/api/v1/tasks/a");
  await ask("/api/v1/clusters/main/tasks/b");
  await ask("/api/v1/clusters/reports/tasks/c%2Fd?x=1");
  expect(main.queries).toEqual([
    ["task", { uuid: "a" }],
    ["task", { uuid: "b" }],
  ]);
  expect(reports.queries).toEqual([["task", { uuid: "c/d" }]]);
  expect(await ask("/api/v1/clusters/nope/tasks")).toMatchObject({ status: 404, code: "not_found" });
  expect(await ask("/api/v1/clusters/reports/nope")).toMatchObject({ status: 404 });
  expect(await ask("/api/v1/clusters/reports/workers", JSON_POST)).toMatchObject({ status: 405 });
});

test("lists the clusters with the path of their pages and how they are", async () => {
  const { ask, reports } = await startTwo();
  reports.tick({ broker: AWAY });
  const { clusters } = JSON.parse((await ask("/api/v1/clusters")).text);
  expect(clusters).toMatchObject([
    { name: "main", page: "/", cluster: { broker: { state: "connected" } } },
    { name: "reports", page: "/c/reports", cluster: { broker: { state: "disconnected" } } },
  ]);
});

test("commands and actions go to the named cluster alone, and the audit log says to which", async () => {
  const { ask, main, reports } = await startTwo();
  await ask("/api/v1/clusters/reports/commands/ping", JSON_POST);
  await ask("/api/v1/clusters/reports/queues/mail/purge", JSON_POST);
  await ask("/api/v1/commands/ping", JSON_POST);
  expect(reports.sent).toHaveLength(1);
  expect(reports.acts).toEqual([["purge", { queue: "mail" }]]);
  expect(main.sent).toHaveLength(1);
  expect(main.acts).toEqual([]);
  const entries = async (path: string) =>
    JSON.parse((await ask(path)).text).entries.map((entry: { cluster: string; command: string }) => [
      entry.cluster,
      entry.command,
    ]);
  expect(await entries("/api/v1/clusters/reports/audit?limit=3")).toEqual([
    ["reports", "purge"],
    ["reports", "purge"],
    ["reports", "ping"],
  ]);
  expect(await entries("/api/v1/audit")).toEqual([
    ["main", "ping"],
    ["main", "ping"],
  ]);
});

test("ready only when every broker is there, and says which is not", async () => {
  const { ask, main, reports } = await startTwo();
  expect((await ask("/readyz")).status).toBe(200);
  reports.tick({ broker: AWAY });
  const one = await ask("/readyz");
  expect(one).toMatchObject({ status: 503 });
  expect(one.text).toContain("The broker of reports is not connected. h:6379 refused");
  expect(one.text).not.toContain("of main");
  main.tick({ broker: AWAY });
  expect((await ask("/readyz")).text).toMatch(/of main is not .* of reports is not/);
});

test("the same topic of two clusters is two topics", async () => {
  const { url, main, reports } = await startTwo();
  const { socket, deltas, open } = await connect(url);
  expect(await open("workers")).toMatchObject({ ok: true });
  expect(await open("reports/worker:celery@a/b")).toMatchObject({ ok: true });
  expect(await open("nope/workers")).toMatchObject({ ok: false, reason: "topic" });
  // One topic is one room: the first cluster's has one spelling.
  expect(await open("main/workers")).toMatchObject({ ok: false, reason: "topic" });
  main.change("worker:celery@a/b");
  reports.change("workers");
  reports.change("worker:celery@a/b");
  main.change("workers");
  await vi.waitFor(() =>
    expect(deltas.map(({ topic }) => topic).sort()).toEqual(["reports/worker:celery@a/b", "workers"]),
  );
  socket.disconnect();
  await vi.waitFor(() => {
    expect([...main.opened]).toEqual([["workers", 0]]);
    expect([...reports.opened]).toEqual([["worker:celery@a/b", 0]]);
  });
});

test("metrics of several carry their cluster, each family once; those of one do not", async () => {
  const { ask, main, reports } = await startTwo();
  const depth = (value: number) => ({
    set: [{ family: "umbel_queue_depth" as const, series: [{ labels: ["mail"], value }] }],
    forgetWorkers: [],
  });
  main.tick({ metrics: depth(1) });
  reports.tick({ metrics: depth(2), broker: AWAY });
  const { text } = await ask("/metrics");
  expect(text.match(/^umbel_queue_depth.*$/gm)).toEqual([
    'umbel_queue_depth{cluster="main",queue="mail"} 1',
    'umbel_queue_depth{cluster="reports",queue="mail"} 2',
  ]);
  expect(text.match(/# TYPE umbel_queue_depth/g)).toHaveLength(1);
  expect(text.match(/^umbel_broker_up.*$/gm)).toEqual([
    'umbel_broker_up{cluster="main"} 1',
    'umbel_broker_up{cluster="reports"} 0',
  ]);
  const { status, stdout, stderr } = spawnSync("promtool", ["check", "metrics"], {
    input: text,
    encoding: "utf8",
  });
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: "" });
  const single = await startTestServer();
  expect((await single.ask("/metrics")).text).not.toContain("cluster=");
});

test("an engine that does not start leaves the others in peace; when none starts, Umbel does not either", async () => {
  const broken = () => ({
    ...createFakeEngine("broken"),
    start: () => Promise.reject(new Error("no thread")),
  });
  const main = createFakeEngine("main");
  const server = await startTestServer([], { engine: [broken(), main] });
  main.tick();
  expect((await server.ask("/api/v1/clusters/main/workers")).status).toBe(200);
  expect((await server.ask("/readyz")).text).toContain("The broker of broken is not connected");
  await server.stop();
  expect(main.calls).toEqual(["start", "stop"]);
  await expect(startTestServer([], { engine: broken() })).rejects.toThrow("no thread");
});
