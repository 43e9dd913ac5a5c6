// A3: any string in any field of any event, inspect answer and queue name, with every topic open: nothing throws, nothing is
// lost, and metrics and API answer. The engine and the server are the whole ones; only the broker is in memory.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { encodeName } from "#lib/address.ts";
import { printJson, type WireJson } from "#lib/kombu/print-json.ts";
import { ClusterModel } from "#lib/live/cluster-model.ts";
import { INSPECT_METHODS } from "#lib/live/model.ts";
import { printTopic, type Topic } from "#lib/live/topics.ts";
import { NEWEST_FIRST, NO_FILTER } from "#lib/tasks/filter.ts";
import { MemoryBroker } from "../broker/memory/memory.ts";
import { codecs } from "../codecs/codecs.ts";
import { loadConfig } from "../config/config.ts";
import { createServer, type UmbelServer } from "../create-server.ts";
import { SILENT } from "../log.ts";
import { LocalEngine } from "./engine.ts";
import {
  HOSTILE,
  type HostileEvent,
  hostileEvent,
  hostileName,
  hostileValue,
} from "./hostile.test-helper.ts";
import { message, simulateWorker } from "./simulated.test-helper.ts";

const WAIT = { timeout: 20_000, interval: 20 };
const RUNS = 5;
const OPTIONS = { name: "main", demo: null, maxTasks: 50_000, maxWorkers: 5_000, version: "0" };

const broker = new MemoryBroker();
const log: string[] = [];
const engine = new LocalEngine(
  { ...OPTIONS, brokerUrl: "memory://" },
  { broker, model: new ClusterModel(OPTIONS), codecs, log: (_level, text) => void log.push(text) },
);
const held = new Set<string>();
const names = { worker: new Set<string>(), queue: new Set<string>() };
let server: UmbelServer;
let url: string;
let sent = 0;

beforeAll(async () => {
  const loaded = loadConfig(["--port=0", "--demo"], {}, "0");
  if (loaded.kind !== "config") throw new Error("no configuration");
  const config = { ...loaded.config, address: "127.0.0.1" };
  server = createServer({ config, engine, pages: null, log: SILENT });
  ({ url } = await server.start());
  await open({ kind: "frame" }, { kind: "workers" }, { kind: "queues" });
  for (const range of ["15m", "1h"] as const) await open({ kind: "overview", range });
  await open({ kind: "tasks", filter: NO_FILTER, sort: NEWEST_FIRST, until: null, page: 0 });
});
afterAll(() => server.stop());

async function open(...topics: readonly Topic[]): Promise<void> {
  for (const topic of topics) {
    const text = printTopic(topic);
    expect(await engine.open(text), JSON.stringify(text)).toMatchObject({ ok: true });
  }
}

/** Every topic of what this event names, before it is told. */
async function openAll(event: HostileEvent): Promise<void> {
  const { hostname, uuid, queue, name } = event;
  const text = (value: WireJson) =>
    typeof value === "string" && value !== "" && value.length <= 512 ? value : null;
  await open({ kind: "worker", hostname });
  names.worker.add(hostname);
  if (typeof uuid === "string") await open({ kind: "task", uuid });
  const queued = text(queue);
  if (queued !== null) await open({ kind: "queue", name: queued, range: "1h" });
  const filter = { ...NO_FILTER, worker: hostname, queue: queued, name: text(name), text: text(uuid) };
  await open({ kind: "tasks", filter, sort: NEWEST_FIRST, until: null, page: 0 });
}

async function tell(events: readonly HostileEvent[]): Promise<void> {
  for (const event of events) {
    if (typeof event.uuid === "string") held.add(event.uuid);
    broker.publishEvent("task.multi", message(printJson(event), "celeryev", "task.multi", {}));
  }
  sent += events.length;
  await vi.waitFor(() => expect(engine.latest()?.figures.eventsReceived).toBe(sent), WAIT);
}

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}/${path}`);
  return { status: response.status, text: await response.text() };
}

async function nothingIsLost(): Promise<void> {
  const figures = engine.latest()?.figures;
  expect(figures?.faults, log.join("\n")).toEqual({});
  expect(figures?.tasks).toBe(held.size);
  // A time that cannot be is left out of an event that is taken all the same.
  const { implausible: _, ...malformed } = figures?.malformed ?? {};
  expect(malformed).toEqual({});
  const metrics = await get("metrics");
  expect(metrics.status).toBe(200);
  const series = metrics.text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  for (const line of series) {
    expect(line).toMatch(/^[a-z0-9_]+(\{([a-z_]+="([^"\\]|\\[\\"n])*",?)*\})? (NaN|[+-]Inf|[-+0-9.e]+)$/su);
  }
  const labels = series.map((line) => line.slice(0, line.lastIndexOf(" ")));
  expect(new Set(labels).size, "no series twice").toBe(labels.length);
  for (const path of [
    "api/v1/tasks",
    "api/v1/workers",
    "api/v1/queues",
    "api/v1/task-names",
    "api/tasks",
    "api/workers",
  ]) {
    expect((await get(path)).status, path).toBe(200);
  }
}

test("A3: any string in any field of any event, with every topic open", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(hostileEvent(), { minLength: 20, maxLength: 40 }), async (events) => {
      for (const event of events.slice(0, 8)) await openAll(event);
      await tell(events);
      await nothingIsLost();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("A3: every task, worker and queue is found by its address", { timeout: 60_000 }, async () => {
  await tell(
    HOSTILE.flatMap((name) => [
      { type: "task-sent", uuid: name, name, queue: name, hostname: name, timestamp: Date.now() / 1_000 },
      { type: "worker-heartbeat", hostname: name, timestamp: Date.now() / 1_000 },
    ]),
  );
  const found: (readonly [string, string, string])[] = [];
  for (const name of HOSTILE) {
    for (const [kind, path] of [
      ["task", "tasks"],
      ["worker", "workers"],
      ["queue", "queues"],
    ] as const) {
      const answer = await get(`api/v1/${path}/${encodeName(name)}`);
      expect(answer.status, `${kind} ${JSON.stringify(name)}`).toBe(200);
      const body = JSON.parse(answer.text);
      found.push([kind, name, kind === "task" ? body.uuid : body[kind].key]);
    }
  }
  expect(found).toEqual(found.map(([kind, name]) => [kind, name, name]));
  await nothingIsLost();
});

test("A3: any value in any inspect answer", { timeout: 120_000 }, async () => {
  let answers: Record<string, WireJson> = {};
  const hostname = "answers@h";
  await tell([{ type: "worker-online", hostname, timestamp: Date.now() / 1_000 }]);
  broker.onControl((envelope) =>
    simulateWorker(hostname, answers, (key, reply) => broker.reply(key, reply))(envelope),
  );
  await open({ kind: "worker", hostname });
  const ids = fc.oneof(hostileName(), hostileValue());
  const request = fc.dictionary(
    fc.constantFrom("id", "type", "name", "args", "kwargs", "time_start", "worker_pid"),
    ids,
  );
  const shaped = fc.oneof(
    hostileValue(),
    fc.array(request, { maxLength: 4 }),
    fc.array(fc.record({ request, eta: ids }), { maxLength: 4 }),
    fc.array(fc.record({ name: ids, exchange: ids, routing_key: ids }), { maxLength: 4 }),
    fc.record({ pool: ids, total: ids, uptime: ids, pid: ids, broker: ids, rusage: ids, clock: ids }),
    fc.dictionary(hostileName(), hostileValue(), { maxKeys: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(shaped, { minLength: INSPECT_METHODS.length, maxLength: INSPECT_METHODS.length }),
      async (values) => {
        answers = Object.fromEntries(INSPECT_METHODS.map((method, index) => [method, values[index] ?? null]));
        for (const method of INSPECT_METHODS) {
          const asked = {
            method,
            args: method === "conf" ? { with_defaults: false } : {},
            destination: [hostname],
          };
          const outcome = await engine.send({ ...asked, timeoutMs: 2_000, expectsReply: true });
          expect(outcome.replies).toHaveLength(1);
        }
        expect((await get(`api/v1/workers/${encodeName(hostname)}`)).status).toBe(200);
        await nothingIsLost();
      },
    ),
    { numRuns: RUNS, endOnFailure: true },
  );
});

test("A3: any message waiting in a queue of any name", { timeout: 120_000 }, async () => {
  const headers = fc.dictionary(
    fc.oneof(
      fc.constantFrom("id", "task", "lang", "argsrepr", "kwargsrepr", "root_id", "parent_id", "group"),
      fc.constantFrom("origin", "eta", "expires", "retries", "timelimit", "stamps", "compression"),
      hostileName(),
    ),
    hostileValue(),
  );
  const queued = fc.tuple(hostileName(), headers, hostileValue());
  await fc.assert(
    fc.asyncProperty(fc.array(queued, { minLength: 8, maxLength: 12 }), async (messages) => {
      for (const [queue, given, body] of messages) {
        broker.push(queue, message(printJson(body), "", queue, given), 0);
        await open({ kind: "queue", name: queue, range: "1h" });
        const answer = await get(`api/v1/queues/${encodeName(queue)}/waiting`);
        expect(answer.status, JSON.stringify([queue, answer.text])).toBe(200);
        const { messages: read, malformed } = JSON.parse(answer.text);
        expect(read.concat(malformed), answer.text).not.toHaveLength(0);
      }
      await nothingIsLost();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
});
