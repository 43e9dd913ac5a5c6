// What Celery 5.7 does otherwise than the releases before, on a real worker and a real beat.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { validateCommand } from "#lib/control/validate.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { createRedisBroker } from "../../server/broker/redis/redis.ts";
import { codecs } from "../../server/codecs/codecs.ts";
import { LocalEngine } from "../../server/engine/engine.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import { type Child, startProcess } from "../fixtures/process.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RedisServer, startRedis } from "../fixtures/redis.ts";
import { command } from "./redis-forms.ts";

const SOON = { timeout: 20_000, interval: 50 };
const WORKER = "w1@test";
const dir = mkdtempSync(path.join(tmpdir(), "umbel-57-"));
let redis: RedisServer;
let celery: CeleryApp;
let beat: Child;
let engine: LocalEngine;

beforeAll(async () => {
  redis = await startRedis();
  const conf = { beat_enable_remote_control: true };
  celery = await startCelery(PIP_PYTHON, redis.url, { resultBackend: "", conf });
  await celery.worker(WORKER, ["-E", "-c", "1"]);
  const options = { name: "test", brokerUrl: "", demo: null, maxTasks: 1_000, maxWorkers: 10, version: "0" };
  const broker = createRedisBroker(redis.url);
  engine = new LocalEngine(options, { broker, codecs, model: new ClusterModel(options) });
  await engine.start();
  await vi.waitFor(async () => {
    expect((await engine.query("worker", { hostname: WORKER }))?.worker.slots).toBe(1);
  }, SOON);
  const env = {
    BROKER_URL: redis.url,
    RESULT_BACKEND: "",
    CONF: JSON.stringify(conf),
    PYTHONUNBUFFERED: "1",
  };
  const args = ["-m", "celery", "-A", "scenarios", "beat", "-s", path.join(dir, "schedule"), "-l", "INFO"];
  const cwd = path.join(import.meta.dirname, "..", "celery");
  beat = startProcess(PIP_PYTHON, [...args, "--pidfile", path.join(dir, "pid")], { cwd, env });
  await beat.until(/beat: Starting/);
}, 90_000);
afterAll(async () => {
  await engine?.stop();
  await beat?.stop("SIGKILL");
  await celery?.stop();
  await redis?.stop();
  rmSync(dir, { recursive: true, force: true });
});

test("A21: beat that answers ping is never listed, counted, expected or commanded as a worker", async () => {
  // It has begun to listen once celery's own ping is answered by both.
  await vi.waitFor(async () => {
    const heard = await celery.ask<Record<string, unknown>>({ do: "inspect", method: "ping" });
    expect(Object.keys(heard).some((name) => name.startsWith("celerybeat@"))).toBe(true);
  }, SOON);
  const ping = await engine.send(command("ping", {}));
  expect(ping).toMatchObject({ expected: 1, missing: [], replies: [{ hostname: WORKER }] });
  const stats = await engine.send(command("stats", {}));
  expect(stats).toMatchObject({ expected: 1, missing: [], replies: [{ hostname: WORKER }] });
  expect(stats.tookMs, "nobody waits for beat").toBeLessThan(4_000);
  expect((await engine.query("workers", {})).map(({ key }) => key)).toEqual([WORKER]);
  expect(validateCommand("ping", {}, ["celerybeat@host"])).toMatchObject({
    ok: false,
    reason: "destination",
  });
}, 60_000);

test("A21: query_task finds what is scheduled", async () => {
  const uuid = await celery.send("shop.add", [1, 2], { options: { countdown: 600 } });
  await vi.waitFor(async () => {
    const { replies } = await engine.send(command("query_task", { ids: [uuid] }, [WORKER]));
    expect(replies[0]?.value).toMatchObject({ [uuid]: ["scheduled", { id: uuid }] });
  }, SOON);
}, 60_000);

test("A21: registered tasks are read", async () => {
  const known = await engine.query("worker", { hostname: WORKER });
  expect(known?.inspection?.registered?.value?.map(({ name }) => name)).toContain("shop.add");
}, 60_000);
