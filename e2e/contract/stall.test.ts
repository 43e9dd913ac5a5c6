// A broker that stalls on Umbel's way to it: whoever is silent then is the broker. The worker has a way of its own. On each
// broker: no moment in which the worker is lost, neither in a short stall nor in one that is found out, nor after it; and
// the only worker, killed, is lost as soon as its silence is its own.
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { createAmqpBroker } from "../../server/broker/amqp/amqp.ts";
import type { Broker } from "../../server/broker/port.ts";
import { createRedisBroker } from "../../server/broker/redis/redis.ts";
import { codecs } from "../../server/codecs/codecs.ts";
import { LocalEngine } from "../../server/engine/engine.ts";
import { BROKERS, type TestBroker } from "../fixtures/brokers.ts";
import { type CeleryApp, startCelery } from "../fixtures/celery.ts";
import type { Child } from "../fixtures/process.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { startProxy, type TcpProxy } from "../fixtures/tcp-proxy.ts";

const SOON = { timeout: 20_000, interval: 50 };
const WORKER = "w1@test";
/** Past it a worker that is silent is lost: twice its 2 s. */
const PATIENCE_MS = 4_000;
const OPEN: Readonly<Record<keyof typeof BROKERS, (url: string) => Broker>> = {
  redis: (url) => createRedisBroker(url),
  rabbitmq: (url) => createAmqpBroker(url),
};

describe.each(["redis", "rabbitmq"] as const)("a stall of %s", (kind) => {
  let broker: TestBroker;
  let proxy: TcpProxy;
  let celery: CeleryApp;
  let worker: Child;
  let engine: LocalEngine;
  /** What the worker was called at each tick. */
  const seen = new Set<string>();
  const workerOf = async () => (await engine.query("worker", { hostname: WORKER }))?.worker;

  beforeAll(async () => {
    broker = await BROKERS[kind]();
    const url = new URL(broker.url);
    proxy = await startProxy(Number(url.port));
    celery = await startCelery(PIP_PYTHON, broker.url, { resultBackend: "" });
    worker = await celery.worker(WORKER, ["-E", "-c", "1"]);
    url.port = String(proxy.port);
    const options = {
      name: "test",
      brokerUrl: "",
      demo: null,
      maxTasks: 1_000,
      maxWorkers: 10,
      version: "0",
    };
    engine = new LocalEngine(options, {
      broker: OPEN[kind](url.href),
      codecs,
      model: new ClusterModel(options),
    });
    await engine.start();
    await vi.waitFor(
      async () => expect(await workerOf()).toMatchObject({ status: "online", slots: 1 }),
      SOON,
    );
    engine.onTick(() => void workerOf().then((known) => seen.add(known?.status ?? "unknown")));
  }, 90_000);
  afterAll(async () => {
    await engine?.stop();
    await celery?.stop();
    await proxy?.stop();
    await broker?.stop();
  });

  const silentFor = async (ms: number) => {
    const since = (await workerOf())?.lastHeartbeatAt ?? 0;
    await vi.waitFor(() => expect(Date.now() - since).toBeGreaterThan(ms), SOON);
  };
  const heardAgain = async () => {
    const healedAt = Date.now();
    await vi.waitFor(async () => expect((await workerOf())?.lastHeartbeatAt).toBeGreaterThan(healedAt), SOON);
  };

  test("A8: is never blamed on the worker, whether it is found out or not", async () => {
    seen.clear();
    proxy.silence();
    await silentFor(PATIENCE_MS + 2_000);
    expect(engine.latest()?.broker.state, "not found out yet").toBe("connected");
    proxy.heal();
    await heardAgain();
    proxy.silence();
    await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("disconnected"), SOON);
    proxy.heal();
    await vi.waitFor(() => expect(engine.latest()?.broker.state).toBe("connected"), SOON);
    await heardAgain();
    expect([...seen]).toEqual(["online"]);
  }, 90_000);

  test("A8: the only worker, killed, is lost: the broker answers", async () => {
    await heardAgain();
    const killedAt = Date.now();
    await worker.stop("SIGKILL");
    await vi.waitFor(async () => expect((await workerOf())?.status).toBe("lost"), SOON);
    expect(Date.now() - killedAt).toBeLessThan(PATIENCE_MS + 2_000);
  }, 30_000);
});
