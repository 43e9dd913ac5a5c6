// A real Celery worker on a real RabbitMQ, and the whole server without pages: events are seen, commands are answered and
// obeyed, what waits is counted with and without the management API, and a crash of RabbitMQ mends by itself.
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { FrameView } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { createAmqpBroker } from "../../server/broker/amqp/amqp.ts";
import { loadConfig } from "../../server/config/config.ts";
import { createServer } from "../../server/create-server.ts";
import { composeEngine } from "../../server/engine/compose.ts";
import type { Engine } from "../../server/engine/port.ts";
import { SILENT } from "../../server/log.ts";
import { type CelerySettings, startCelery } from "../fixtures/celery.ts";
import { DEBIAN_PYTHON, PIP_PYTHON } from "../fixtures/pythons.ts";
import { type RabbitMq, startRabbitMq } from "../fixtures/rabbitmq.ts";

const SOON = { timeout: 20_000, interval: 50 };
const WORKER = "w1@test";

let rabbitmq: RabbitMq;
beforeAll(async () => {
  rabbitmq = await startRabbitMq();
}, 60_000);
afterAll(() => rabbitmq?.stop());

interface Umbel {
  readonly engine: Engine;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  command(name: string, args: object): Promise<ControlOutcome>;
  queue(name: string): Promise<QueueRow | undefined>;
  stateOf(uuid: string): Promise<string | null>;
}

async function startUmbel(args: readonly string[]): Promise<Umbel> {
  const loaded = loadConfig(["--port=0", ...args], {}, "0");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const { clusters, maxTasks, maxWorkers } = loaded.config;
  const [cluster] = clusters;
  if (cluster === undefined) throw new Error("a configuration names at least one cluster");
  const { name, broker, brokerApi } = cluster;
  const options = { name, brokerUrl: broker, brokerApi, demo: null, maxTasks, maxWorkers, version: "0" };
  const engine = await composeEngine(options);
  const config = { ...loaded.config, data: null };
  const server = createServer({ config, engine, pages: null, log: SILENT });
  onTestFinished(() => server.stop());
  const { url } = await server.start();
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}/api/v1${path}`, init);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  const post: Umbel["post"] = (path, body) =>
    ask(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json", origin: url },
    });
  return {
    engine,
    get: (path) => ask(path),
    post,
    command: (name, given) => post(`/commands/${name}`, { arguments: given }),
    queue: async (name) => (await engine.query("queues", {})).find(({ key }) => key === name),
    stateOf: async (uuid) => (await engine.query("task", { uuid }))?.state ?? null,
  };
}

async function startWorker(python: string, url: string, settings: CelerySettings = {}) {
  const celery = await startCelery(python, url, { resultBackend: "", ...settings });
  onTestFinished(() => celery.stop());
  await celery.worker(WORKER, ["-E", "-c", "2", "-Q", "celery"]);
  return celery;
}

describe.each([
  ["Debian", DEBIAN_PYTHON],
  ["pip", PIP_PYTHON],
])("Celery of %s on RabbitMQ", (name, python) => {
  test("is seen, answers and obeys", async () => {
    const url = await rabbitmq.addVhost(`live-${name}`);
    const umbel = await startUmbel(["--broker", url, "--broker-api", rabbitmq.apiUrl]);
    const celery = await startWorker(python, url);
    const { stateOf, command, queue } = umbel;
    await vi.waitFor(async () => {
      const known = await umbel.engine.query("worker", { hostname: WORKER });
      expect(known?.worker).toMatchObject({ status: "online", slots: 2, queues: ["celery"] });
    }, SOON);
    const added = await celery.send("shop.add", [2, 3]);
    await vi.waitFor(async () => expect(await stateOf(added)).toBe("SUCCESS"), SOON);

    expect((await command("ping", {})).replies).toMatchObject([{ hostname: WORKER, text: "pong" }]);
    expect((await command("stats", {})).missing).toEqual([]);

    const slept = await celery.send("shop.sleep", [60]);
    await vi.waitFor(async () => expect(await stateOf(slept)).toBe("STARTED"), SOON);
    const unwanted = await celery.send("shop.add", [1, 1], { options: { countdown: 3 } });
    await vi.waitFor(async () => expect(await stateOf(unwanted)).toBe("RECEIVED"), SOON);
    await command("revoke", { task_id: unwanted });
    await command("terminate", { task_id: slept });
    await vi.waitFor(async () => expect(await stateOf(slept)).toBe("REVOKED"), SOON);
    await vi.waitFor(async () => expect(await stateOf(unwanted)).toBe("REVOKED"), SOON);

    await command("rate_limit", { task_name: "shop.limited", rate_limit: "1/h" });
    const first = await celery.send("shop.limited");
    const second = await celery.send("shop.limited");
    await vi.waitFor(async () => expect(await stateOf(first)).toBe("SUCCESS"), SOON);
    await vi.waitFor(async () => expect(await stateOf(second)).toBe("RECEIVED"), SOON);
    const third = await celery.send("shop.add", [1, 1]);
    await vi.waitFor(async () => expect(await stateOf(third)).toBe("SUCCESS"), SOON);
    expect(await stateOf(second), "held back by the limit").toBe("RECEIVED");

    for (let i = 0; i < 3; i += 1) await celery.send("shop.add", [1, 1], { options: { queue: "idle" } });
    await vi.waitFor(async () => {
      expect(await queue("idle")).toMatchObject({ depth: 3, unacked: 0 });
      expect(await queue("celery")).toMatchObject({ depth: 0, unacked: 1, consumers: 1 });
    }, SOON);
    expect(await umbel.post("/queues/idle/purge", {})).toEqual({ queue: "idle", removed: 3 });
    await vi.waitFor(async () => expect(await queue("idle")).toMatchObject({ depth: 0 }), SOON);
    await command("rate_limit", { task_name: "shop.limited", rate_limit: "0" });
    expect(umbel.engine.latest()?.figures).toMatchObject({ malformed: {}, dropped: 0, repliesUnmatched: 0 });
  }, 90_000);

  test("counts without the management API, and comes through a crash of RabbitMQ", async () => {
    const url = await rabbitmq.addVhost(`crash-${name}`);
    const umbel = await startUmbel(["--broker", url]);
    // What RabbitMQ has confirmed is on its disk.
    const conf = { broker_transport_options: { confirm_publish: true } };
    const celery = await startWorker(python, url, { conf });
    const broker = async () => (await umbel.get<FrameView["info"]>("/cluster")).broker;
    for (let i = 0; i < 2; i += 1) await celery.send("shop.add", [1, 1], { options: { queue: "idle" } });
    const counted = { depth: 2, unacked: null, consumers: 0 };
    await vi.waitFor(async () => expect(await umbel.queue("idle")).toMatchObject(counted), SOON);

    await rabbitmq.pause("SIGKILL");
    try {
      await vi.waitFor(async () => expect(await broker()).toMatchObject({ state: "disconnected" }), SOON);
      await expect(umbel.command("ping", {})).rejects.toThrow("answered 503");
    } finally {
      await rabbitmq.resume();
    }
    const back = Date.now();
    await vi.waitFor(async () => expect(await broker()).toMatchObject({ state: "connected" }), SOON);
    await vi.waitFor(async () => expect(await umbel.queue("idle")).toMatchObject(counted), SOON);
    expect(Date.now() - back, "the picture is right soon").toBeLessThan(10_000);
    // The worker takes its own time to come back.
    const after = await celery.send("shop.add", [2, 2]);
    await vi.waitFor(async () => expect(await umbel.stateOf(after)).toBe("SUCCESS"), {
      ...SOON,
      timeout: 60_000,
    });
    expect((await umbel.command("ping", {})).replies).toMatchObject([{ hostname: WORKER, text: "pong" }]);
  }, 120_000);
});

test("what Celery 5.6 delays in RabbitMQ counts as scheduled", async () => {
  const url = await rabbitmq.addVhost("delayed");
  const broker = createAmqpBroker(url, { api: rabbitmq.apiUrl });
  onTestFinished(() => broker.stop());
  await broker.start({ onDelivery: () => {}, onBatch: (batch) => batch.release(), onStatus: () => {} });
  const celery = await startWorker(PIP_PYTHON, url, {
    conf: { task_default_queue_type: "quorum", task_default_exchange_type: "topic" },
  });
  await celery.send("shop.add", [1, 1], { options: { countdown: 300 } });
  await vi.waitFor(async () => {
    expect(await broker.queueDepths(["celery"])).toMatchObject([
      { queue: "celery", depth: 0, scheduled: 1, queueType: "quorum" },
    ]);
  }, SOON);
  expect(await broker.discoverQueues()).toEqual(["celery"]);
}, 60_000);
