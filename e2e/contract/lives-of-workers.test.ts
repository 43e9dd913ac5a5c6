// What real workers of Celery 5.7 do that looks like death and is none: one name for two of them, and a soft shutdown.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { planRetry } from "#lib/retrying/plan.ts";
import { createRedisBroker } from "../../server/broker/redis/redis.ts";
import { codecs } from "../../server/codecs/codecs.ts";
import { LocalEngine } from "../../server/engine/engine.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";
import { command, findingsOf, stateOf } from "./redis-forms.ts";

const SOON = { timeout: 20_000, interval: 50 };
/** Longer than the silence after which a worker is lost. */
const SOFT_SECONDS = 7;
const dir = mkdtempSync(path.join(tmpdir(), "umbel-lives-"));
let redis: RedisServer;
let celery: CeleryApp;
let engine: LocalEngine;

beforeAll(async () => {
  redis = await startRedis();
  const conf = { worker_soft_shutdown_timeout: SOFT_SECONDS };
  celery = await startCelery(PIP_PYTHON, redis.url, { resultBackend: "", conf });
  const options = { name: "test", brokerUrl: "", demo: null, maxTasks: 1_000, maxWorkers: 10, version: "0" };
  engine = new LocalEngine(options, {
    broker: createRedisBroker(redis.url),
    codecs,
    model: new ClusterModel(options),
  });
  await engine.start();
}, 60_000);
afterAll(async () => {
  await engine?.stop();
  await celery?.stop();
  await redis?.stop();
  rmSync(dir, { recursive: true, force: true });
});

const taskOf = (uuid: string) => engine.query("task", { uuid });
const workerOf = async (hostname: string) => (await engine.query("worker", { hostname }))?.worker;
const texts = async () =>
  (await findingsOf(engine)).map(({ subject, text }) => `${subject} ${text}`).join("\n");
async function running(task: string, file: string, queue: string): Promise<string> {
  const uuid = await celery.send(task, [path.join(dir, file)], { options: { queue } });
  await vi.waitFor(async () => expect(await stateOf(engine, uuid)).toBe("STARTED"), SOON);
  return uuid;
}

test("A2: two workers of one name are told as two, and no running task of either is given up", async () => {
  const pair = () => celery.worker("pair@test", ["-E", "-c", "1", "-Q", "pair"]);
  const first = await pair();
  onTestFinished(() => first.stop("SIGKILL"));
  const uuid = await running("shop.wait", "pair", "pair");
  const second = await pair();
  onTestFinished(() => second.stop("SIGKILL"));
  const pids = [first, second].map(({ process }) => process.pid ?? 0).sort((a, b) => a - b);
  await vi.waitFor(async () => {
    expect(await texts()).toContain(`pair@test is the name of 2 processes: ${pids.join(", ")}`);
  }, SOON);
  expect(await taskOf(uuid)).toMatchObject({ state: "STARTED", orphanedAt: null });
  expect(await workerOf("pair@test")).toMatchObject({ status: "online", active: 1, twins: pids });
  const ping = await engine.send(command("ping", {}));
  expect(ping).toMatchObject({
    replies: [{ hostname: "pair@test" }, { hostname: "pair@test" }],
    missing: [],
  });
  // The idle one goes: nothing happens to the other's task.
  await second.stop("SIGKILL");
  await vi.waitFor(async () => expect(await workerOf("pair@test")).not.toHaveProperty("twins"), SOON);
  expect(await taskOf(uuid)).toMatchObject({ state: "STARTED", orphanedAt: null });
  writeFileSync(path.join(dir, "pair"), "");
  await vi.waitFor(async () => expect(await stateOf(engine, uuid)).toBe("SUCCESS"), SOON);
}, 90_000);

test("A2: a soft shutdown: silent, perhaps running, and what it cancelled is in doubt", async () => {
  const admin = new Redis(redis.url);
  onTestFinished(() => admin.disconnect());
  const soft = await celery.worker("soft@test", ["-E", "-c", "3", "-Q", "soft"]);
  onTestFinished(() => soft.stop("SIGKILL"));
  const ends = await running("shop.wait", "ends", "soft");
  const early = await running("shop.wait", "never", "soft");
  const late = await running("shop.wait_late", "late", "soft");
  await vi.waitFor(async () => {
    const known = await engine.query("worker", { hostname: "soft@test" });
    expect(known?.inspection?.conf?.value).toMatchObject({ worker_soft_shutdown_timeout: SOFT_SECONDS });
  }, SOON);
  soft.process.kill("SIGQUIT");
  await soft.until(/Initiating Soft Shutdown/);
  // Nobody answers while it waits: that it shuts down cannot be asked.
  const ping = await engine.send({ ...command("ping", {}, ["soft@test"]), timeoutMs: 500 });
  expect(ping.missing).toEqual(["soft@test"]);
  await vi.waitFor(async () => expect((await workerOf("soft@test"))?.status).toBe("lost"), SOON);
  const told = await texts();
  expect(told).toContain(
    "soft@test fell silent with 3 tasks running, which may still run: in a soft shutdown",
  );
  expect(told).toContain(`up to ${SOFT_SECONDS} seconds`);
  const plan = planRetry({
    uuid: ends,
    task: await taskOf(ends),
    stored: null,
    registry: { registered: null, consumed: null, broadcasts: [], queues: [] },
    workerQueues: ["soft"],
    retriedAs: null,
  });
  expect(plan).toMatchObject({ class: "blocked", problems: expect.arrayContaining(["It is running."]) });
  writeFileSync(path.join(dir, "ends"), "");
  await soft.until(/shop\.wait\[.*succeeded/);
  await vi.waitFor(async () => expect((await workerOf("soft@test"))?.status).toBe("offline"), SOON);
  await vi.waitFor(async () => {
    // Told by both task-cancelled and task-succeeded.
    expect(await taskOf(ends)).toMatchObject({
      state: "SUCCESS",
      cancelledAt: null,
      note: { subject: "cancelled" },
    });
    for (const uuid of [early, late]) {
      expect(await taskOf(uuid)).toMatchObject({ state: "PENDING", cancelledAt: expect.any(Number) });
    }
  }, SOON);
  expect(await admin.llen("soft"), "only the late one went back").toBe(1);
  const next = await celery.worker("next@test", ["-E", "-c", "1", "-Q", "soft"]);
  onTestFinished(() => next.stop("SIGKILL"));
  await vi.waitFor(async () => {
    expect(await taskOf(late)).toMatchObject({ state: "STARTED", cancelledAt: null, worker: "next@test" });
  }, SOON);
  expect(await taskOf(early)).toMatchObject({ state: "PENDING", cancelledAt: expect.any(Number) });
}, 90_000);
