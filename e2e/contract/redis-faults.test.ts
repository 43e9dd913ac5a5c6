// What goes wrong between Umbel and a Redis with a real worker on it: within ten seconds of the recovery the picture is
// right again, and what was missed is said. The worker has its own way to Redis; Umbel's is cut.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { createRedisBroker } from "../../server/broker/redis/redis.ts";
import { codecs } from "../../server/codecs/codecs.ts";
import { LocalEngine } from "../../server/engine/engine.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import type { Child } from "../fixtures/process.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";
import { startProxy, type TcpProxy } from "../fixtures/tcp-proxy.ts";
import { command, findingsOf, stateOf } from "./redis-forms.ts";

const SOON = { timeout: 20_000, interval: 50 };
const RIGHT_AGAIN = { timeout: 10_000, interval: 50 };
const WORKER = "w1@test";
const dir = mkdtempSync(path.join(tmpdir(), "umbel-faults-"));
let redis: RedisServer;
let admin: Redis;
let celery: CeleryApp;
let worker: Child;

beforeAll(async () => {
  redis = await startRedis();
  admin = new Redis(redis.url);
  celery = await startCelery(PIP_PYTHON, redis.url, { resultBackend: "" });
  worker = await celery.worker(WORKER, ["-E", "-c", "2"]);
}, 60_000);
afterAll(async () => {
  admin?.disconnect();
  await celery?.stop();
  await redis?.stop();
  rmSync(dir, { recursive: true, force: true });
});

interface Watching {
  readonly engine: LocalEngine;
  readonly proxy: TcpProxy;
}

async function watching({
  url = (port: number) => `redis://127.0.0.1:${port}/0`,
  answerTimeoutMs = 1_000,
} = {}): Promise<Watching> {
  const proxy = await startProxy(redis.port);
  const broker = createRedisBroker(url(proxy.port), { checkEveryMs: 250, answerTimeoutMs });
  const options = { name: "test", brokerUrl: "", demo: null, maxTasks: 1_000, maxWorkers: 10, version: "0" };
  const engine = new LocalEngine(options, { broker, codecs, model: new ClusterModel(options) });
  onTestFinished(async () => {
    await engine.stop();
    await proxy.stop();
  });
  await engine.start();
  await vi.waitFor(async () => {
    const known = await engine.query("worker", { hostname: WORKER });
    expect(known?.worker).toMatchObject({ status: "online", slots: 2 });
  }, SOON);
  return { engine, proxy };
}

const broker = (engine: LocalEngine) => engine.latest()?.broker;
const certainty = async (engine: LocalEngine, uuid: string) => {
  const opened = await engine.open(`task:${uuid}`);
  engine.close(`task:${uuid}`);
  return opened.ok ? String((opened.value.view.info as { certainty: unknown }).certainty) : "";
};

async function proveRight(engine: LocalEngine): Promise<void> {
  await vi.waitFor(() => expect(broker(engine)).toMatchObject({ state: "connected" }), RIGHT_AGAIN);
  await vi.waitFor(async () => {
    const known = await engine.query("worker", { hostname: WORKER });
    expect(known?.worker.status).toBe("online");
  }, RIGHT_AGAIN);
  const uuid = await celery.send("shop.add", [1, 2]);
  await vi.waitFor(async () => expect(await stateOf(engine, uuid)).toBe("SUCCESS"), RIGHT_AGAIN);
  const ping = await engine.send(command("ping", {}));
  expect(ping).toMatchObject({ missing: [], replies: [{ hostname: WORKER, text: "pong" }] });
}

test("the network is silent both ways, and heals: from when to when, and which ends were missed", async () => {
  // Longer than a worker's silence until it counts as lost.
  const { engine, proxy } = await watching({ answerTimeoutMs: 6_000 });
  const files = ["ends", "stays"].map((name) => path.join(dir, name));
  const [ends = "", stays = ""] = await Promise.all(files.map((file) => celery.send("shop.wait", [file])));
  for (const uuid of [ends, stays]) {
    await vi.waitFor(async () => expect(await stateOf(engine, uuid)).toBe("STARTED"), SOON);
  }
  const cutAt = Date.now();
  proxy.silence();
  writeFileSync(files[0] ?? "", "");
  await vi.waitFor(() => expect(broker(engine)).toMatchObject({ state: "disconnected" }), SOON);
  expect(broker(engine)?.problem?.code).toBe("timeout");
  expect(broker(engine)?.since, "the last moment that was seen to be well").toBeLessThan(cutAt + 1_000);
  expect(await stateOf(engine, ends)).toBe("STARTED");
  const known = await engine.query("worker", { hostname: WORKER });
  expect(known?.worker.status, "the broker's silence is not the worker's").toBe("online");
  await worker.until(new RegExp(`shop\\.wait\\[${ends}\\] succeeded`));
  // Half a minute: each attempt meets the same silence, until its answer is overdue.
  await vi.waitFor(() => expect(broker(engine)?.attempt).toBeGreaterThanOrEqual(5), {
    timeout: 60_000,
    interval: 100,
  });
  expect(Date.now() - cutAt).toBeGreaterThan(25_000);
  proxy.heal();
  await proveRight(engine);
  await vi.waitFor(async () => {
    expect(await certainty(engine, ends)).toContain("in doubt");
    expect(await certainty(engine, stays)).toContain("its worker is alive");
    const gap = (await findingsOf(engine)).find(({ subject }) => subject === "Not watching");
    expect(gap?.text).toContain("1 task shown as running");
  }, RIGHT_AGAIN);
  writeFileSync(files[1] ?? "", "");
  await vi.waitFor(async () => expect(await stateOf(engine, stays)).toBe("SUCCESS"), RIGHT_AGAIN);
}, 120_000);

test("memory is full: a finding, no new command, and well again by itself", async () => {
  const { engine } = await watching();
  await admin.config("SET", "maxmemory", "1mb");
  onTestFinished(async () => void (await admin.config("SET", "maxmemory", "0")));
  await vi.waitFor(async () => {
    expect((await findingsOf(engine)).map(({ key }) => key)).toContain("redis-oom");
  }, SOON);
  await expect(engine.send(command("ping", {}))).rejects.toMatchObject({
    code: "broker_unavailable",
    message: expect.stringContaining("out of memory"),
  });
  await admin.config("SET", "maxmemory", "0");
  await proveRight(engine);
  await vi.waitFor(async () => {
    expect((await findingsOf(engine)).map(({ key }) => key)).not.toContain("redis-oom");
  }, RIGHT_AGAIN);
}, 60_000);

test("a queue and its binding are deleted under us", async () => {
  const { engine } = await watching();
  for (let i = 0; i < 3; i += 1) await celery.send("shop.add", [1, 1], { options: { queue: "doomed" } });
  const doomed = async () => (await engine.query("queues", {})).find(({ key }) => key === "doomed");
  await vi.waitFor(async () => expect(await doomed()).toMatchObject({ depth: 3 }), SOON);
  await admin.del("doomed", "_kombu.binding.doomed");
  await vi.waitFor(async () => expect(await doomed()).toMatchObject({ depth: 0 }), RIGHT_AGAIN);
  await admin.del("_kombu.binding.reply.celery.pidbox");
  await proveRight(engine);
}, 60_000);

test("the workers are on another database: which one, and what to change", async () => {
  const options = { name: "test", brokerUrl: "", demo: null, maxTasks: 1_000, maxWorkers: 10, version: "0" };
  const other = createRedisBroker(redis.url.replace(/0$/, "3"), { silenceMs: 200 });
  const engine = new LocalEngine(options, { broker: other, codecs, model: new ClusterModel(options) });
  onTestFinished(() => engine.stop());
  await engine.start();
  await vi.waitFor(async () => {
    const finding = (await findingsOf(engine)).find(({ key }) => key === "redis-elsewhere");
    expect(finding?.text).toContain("they speak on database 0, the broker URL names 3: end it with /0");
  }, SOON);
}, 60_000);

test("a reply that never comes is missing, not an error", async () => {
  const { engine } = await watching();
  const pid = worker.process.pid ?? 0;
  process.kill(-pid, "SIGSTOP");
  try {
    const ping = await engine.send({ ...command("ping", {}, [WORKER]), timeoutMs: 500 });
    expect(ping).toMatchObject({ expected: 1, replies: [], missing: [WORKER] });
  } finally {
    process.kill(-pid, "SIGCONT");
  }
  // What it answers late is counted, and disturbs nothing.
  await vi.waitFor(() => expect(engine.latest()?.figures.repliesUnmatched).toBeGreaterThan(0), SOON);
  await proveRight(engine);
}, 60_000);

test("the password is changed under way, and back", async () => {
  await admin.call("ACL", "SETUSER", "umbel", "on", ">first", "~*", "&*", "+@all");
  const { engine } = await watching({ url: (port) => `redis://umbel:first@127.0.0.1:${port}/0` });
  await admin.call("ACL", "SETUSER", "umbel", "resetpass", ">second");
  await admin.call("CLIENT", "KILL", "USER", "umbel");
  await vi.waitFor(() => expect(broker(engine)?.problem?.code).toBe("auth"), SOON);
  expect(JSON.stringify(engine.latest())).not.toContain("first");
  await admin.call("ACL", "SETUSER", "umbel", "resetpass", ">first");
  await proveRight(engine);
}, 60_000);
