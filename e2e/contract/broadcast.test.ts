// Broadcast queues of real workers and clients, with names of kombu's own and of the application's: people see one queue a
// broadcast, never one a process.
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { QueueDetail, QueueRow } from "#lib/queues/queue.ts";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import { loadConfig } from "../../server/config/config.ts";
import { createServer } from "../../server/create-server.ts";
import { composeEngine } from "../../server/engine/compose.ts";
import { SILENT } from "../../server/log.ts";
import { startCelery } from "../fixtures/celery.ts";
import { startProcess } from "../fixtures/process.ts";
import { PIP_PYTHON } from "../fixtures/pythons.ts";
import { startRabbitMq } from "../fixtures/rabbitmq.ts";
import { startRedis } from "../fixtures/redis.ts";

const SOON = { timeout: 40_000, interval: 100 };
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/;
const WORKERS = ["one@cast", "two@cast"];

interface TestBroker {
  readonly url: string;
  readonly args: readonly string[];
  stop(): Promise<void>;
}
const BROKERS: readonly (readonly [string, () => Promise<TestBroker>])[] = [
  ["Redis", async () => ({ ...(await startRedis()), args: [] })],
  [
    "RabbitMQ",
    async () => {
      const rabbitmq = await startRabbitMq();
      return { ...rabbitmq, args: [`--broker-api=${rabbitmq.apiUrl}`] };
    },
  ],
];

async function startUmbel({ url, args }: TestBroker) {
  const loaded = loadConfig(["--port=0", `--broker=${url}`, ...args], {}, "0");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const [cluster] = loaded.config.clusters;
  const engine = await composeEngine({
    ...{ name: "celery", brokerUrl: url, brokerApi: cluster?.brokerApi, demo: null },
    ...{ maxTasks: 1_000, maxWorkers: 10, version: "0" },
  });
  const server = createServer({
    config: { ...loaded.config, data: null },
    engine,
    pages: null,
    log: SILENT,
  });
  onTestFinished(() => server.stop());
  const { url: at } = await server.start();
  const ask = async <T>(where: string, body?: object): Promise<{ status: number; value: T }> => {
    const init = body && {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    };
    const response = await fetch(`${at}${where}`, init);
    return { status: response.status, value: await response.json() };
  };
  const text = async (where: string) => (await fetch(`${at}${where}`)).text();
  return { ask, text };
}

describe.each(BROKERS)("A9: broadcast queues on %s", (name, start) => {
  let broker: TestBroker;
  let celery: Awaited<ReturnType<typeof startCelery>>;
  beforeAll(async () => {
    broker = await start();
    celery = await startCelery(PIP_PYTHON, broker.url, { app: "broadcast_app", resultBackend: "" });
  }, 60_000);
  afterAll(async () => {
    await celery?.stop();
    await broker?.stop();
  });

  async function send(): Promise<void> {
    const env = { BROKER_URL: broker.url, PYTHONDONTWRITEBYTECODE: "1" };
    const client = startProcess(PIP_PYTHON, ["broadcast_app.py"], {
      cwd: path.join(import.meta.dirname, "..", "celery"),
      env,
    });
    await client.until(/\["[^\]]+"\]/, 30_000);
    await client.stop();
  }

  test("A9: one row for each broadcast, whoever sends, in lists, filters, metrics and commands", async () => {
    const { ask, text } = await startUmbel(broker);
    const queues = async () => (await ask<{ queues: QueueRow[] }>("/api/v1/queues")).value.queues;
    await Promise.all(WORKERS.map((worker) => celery.worker(worker, ["-E", "-c", "1"])));
    await vi.waitFor(async () => {
      const shout = (await queues()).find(({ key }) => key === "shout");
      expect(shout).toMatchObject({ consumers: 2, queueType: "broadcast" });
    }, SOON);
    await send();
    await send();
    await vi.waitFor(async () => {
      for (const queue of ["shout", "uniq", "named-q"])
        expect((await ask<{ total: number }>(`/api/v1/tasks?queue=${queue}`)).value.total).toBe(2);
    }, SOON);
    expect((await queues()).map(({ key }) => key).sort()).toEqual(["celery", "named-q", "shout", "uniq"]);
    const metrics = await vi.waitFor(async () => {
      const lines = (await text("/metrics")).split("\n").filter((line) => line.includes('queue="'));
      expect(lines.some((line) => line.includes('queue="shout"'))).toBe(true);
      return lines;
    }, SOON);
    expect(metrics.filter((line) => UUID.test(line))).toEqual([]);
    const registry = (await ask<Record<string, string[]>>("/api/v1/registry")).value;
    expect(registry).toMatchObject({ consumed: ["celery"], broadcasts: ["named-q", "shout", "uniq"] });
    // Each worker has its own, and is told by that name.
    const { consumers } = (await ask<QueueDetail>("/api/v1/queues/shout")).value;
    expect([...(consumers ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1))).toMatchObject(
      WORKERS.map((key) => ({ key, declaredAs: expect.stringMatching(/^bcast\./), exchange: "shout" })),
    );
    const worker = await ask<{ inspection: WorkerInspection }>(`/api/v1/workers/${WORKERS[0]}`);
    const listed = worker.value.inspection.activeQueues?.value?.map((queue) => queue.name);
    expect(listed?.sort()).toEqual(["celery", "named-q", "shout", "uniq"]);
    expect(await ask("/api/v1/queues/shout/pause", {})).toMatchObject({
      status: 409,
      value: { error: { message: expect.stringMatching(/shout is a broadcast/) } },
    });
    // With Redis kombu puts what such clients send into lists that no worker reads.
    const waiting = name === "Redis" ? 4 : 0;
    await vi.waitFor(async () => {
      expect((await queues()).find(({ key }) => key === "shout")?.depth).toBe(waiting);
    }, SOON);
    expect((await ask<{ removed: number }>("/api/v1/queues/shout/purge", {})).value.removed).toBe(waiting);
    expect((await queues()).map(({ key }) => key).sort()).toEqual(["celery", "named-q", "shout", "uniq"]);
  }, 120_000);
});
