// Guards that no secret which comes in leaves again: planted in every place where a cluster can put text, on a real broker and
// result backend, and looked for in every way out.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Redis } from "ioredis";
import { io } from "socket.io-client";
import { expect, onTestFinished, test, vi } from "vitest";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import { printJson } from "#lib/kombu/print-json.ts";
import { MASK } from "#lib/masking/mark.ts";
import { startRedisSide } from "./broker/redis/side.test-helper.ts";
import { runLine } from "./cli/run-line.ts";
import { loadConfig } from "./config/config.ts";
import { createServer } from "./create-server.ts";
import { eventMessage, heartbeat, message, simulateWorker } from "./engine/simulated.test-helper.ts";
import { createLog } from "./log.ts";

const WAIT = { timeout: 20_000, interval: 50 };
const SECRET = "hunter2";
const WORKER = "celery@w";
const KWARGS = `{'password': '${SECRET}', 'api-key': b'${SECRET}', 'tokens': ['${SECRET}'], 'user': 'bob'}`;
const NESTED = JSON.stringify({ body: JSON.stringify({ x: { "X-Api-Key": SECRET } }) });
const TEXT = `redis://u:${SECRET}@h refused; Authorization: Bearer ${SECRET}\nclient_secret=${SECRET} ${NESTED}`;
const VALUE = { password: SECRET, tokens: [SECRET], note: TEXT, headers: [["Cookie", SECRET]], n: 1 };
const REPR = { argsrepr: `(1, 'https://h/?sig=${SECRET}')`, kwargsrepr: KWARGS };

async function start() {
  const side = await startRedisSide();
  const dir = mkdtempSync(path.join(tmpdir(), "umbel-secrets-"));
  const auditLog = path.join(dir, "audit.jsonl");
  const argv = ["--port=0", "--broker", side.url, "--result-backend", side.url, "--audit-log", auditLog];
  const loaded = loadConfig(argv, {}, "1.2.3");
  if (loaded.kind !== "config") throw new Error(JSON.stringify(loaded));
  const lines: string[] = [];
  const log = createLog({ debug: true, write: (line) => void lines.push(line) });
  const server = createServer({ config: loaded.config, pages: null, log });
  const { url } = await server.start();
  const redis = new Redis(side.url);
  onTestFinished(async () => {
    await server.stop();
    redis.disconnect();
    await side.stop();
    rmSync(dir, { recursive: true });
  });
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), WAIT);
  const post = (route: string, body: object) =>
    fetch(url + route, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((response) => response.text());
  return { side, redis, url, post, log, lines, auditLog };
}
type Running = Awaited<ReturnType<typeof start>>;

/** Every field of every event, what `encodeEvent` would not write included. */
function plantedEvents() {
  const fields = { args: `('${TEXT}',)`, kwargs: KWARGS, exception: TEXT, traceback: TEXT, result: KWARGS };
  const rest = {
    eta: TEXT,
    expires: TEXT,
    signum: TEXT,
    note: TEXT,
    extra: VALUE,
    sw_ident: TEXT,
    sw_sys: TEXT,
  };
  const subjects = ["sent", "received", "started", "failed", "retried", "succeeded", "revoked", "progress"];
  const at = Date.now() / 1000;
  return [
    ...subjects.map((subject, index) => {
      const uuid = subject === "failed" || subject === "progress" ? "failed" : "planted";
      const base = {
        type: `task-${subject}`,
        uuid,
        name: "shop.login",
        hostname: WORKER,
        pid: 1,
        clock: index,
      };
      return { ...base, timestamp: at + index / 1000, ...fields, ...rest };
    }),
    { type: "worker-online", hostname: WORKER, timestamp: at, pid: 1, clock: 1, sw_ver: TEXT, ...rest },
    { type: "app-own", hostname: WORKER, timestamp: at, ...fields, ...rest },
  ];
}

async function plant({ side, redis, url, post, log }: Running) {
  const running = {
    id: "running",
    name: "shop.login",
    args: [TEXT],
    kwargs: VALUE,
    time_start: 1e9,
    delivery_info: {},
  };
  const conf = {
    ...VALUE,
    broker_url: `redis://:${SECRET}@h`,
    SENTRY_DSN: `https://${SECRET}@h/1`,
    STRIPE_LIVE: SECRET,
  };
  const answers = {
    stats: { broker: { ...VALUE, alternates: [`redis://:${SECRET}@h`] }, pool: {}, total: {} },
    conf,
    active: [running],
    reserved: [{ ...running, id: "reserved", args: `('${TEXT}',)`, kwargs: KWARGS }],
    scheduled: [{ eta: "2030-01-01T00:00:00", priority: 6, request: { ...running, id: "scheduled" } }],
    registered: ["shop.login"],
    active_queues: [{ name: "celery", exchange: { name: "celery", type: "direct" }, routing_key: "celery" }],
    ping: { error: TEXT },
    revoked: [],
    report: { ok: TEXT },
    own_command: { ok: VALUE, text: TEXT },
  };
  await side.onControl(simulateWorker(WORKER, answers, side.reply));
  await side.publishEvent(eventMessage(heartbeat(WORKER)));
  await side.publishEvent(message(printJson(plantedEvents()), "celeryev", "task.multi", {}));
  await side.publishEvent(Buffer.from(`{"body": "${TEXT} not json`));
  await side.publishEvent(message(`password=${SECRET}, that is no JSON`, "celeryev", "task.multi", {}));
  for (const [id, headers] of Object.entries({ w1: REPR, w2: {}, w3: { origin: "gen1@h", ...REPR } })) {
    const body = printJson([[TEXT], VALUE, {}]);
    const named = { id, task: "shop.login", lang: "py", ...headers };
    const task = {
      body,
      headers: named,
      exchange: "",
      routingKey: "celery",
      deliveryMode: 2 as const,
      deliveryTag: id,
    };
    await side.enqueue("celery", Buffer.from(encodeEnvelope(task)));
  }
  const meta = {
    status: "SUCCESS",
    result: VALUE,
    traceback: TEXT,
    children: [],
    name: "shop.login",
    args: [TEXT],
    kwargs: VALUE,
  };
  await redis.set("celery-task-meta-planted", JSON.stringify({ ...meta, task_id: "planted" }));
  const failure = { exc_type: "ValueError", exc_message: [TEXT], exc_module: "builtins" };
  await redis.set("celery-task-meta-failed", JSON.stringify({ ...meta, status: "FAILURE", result: failure }));
  const large = `{"status": "SUCCESS", "result": ${JSON.stringify(TEXT + "x".repeat(400_000))}}`;
  await redis.set("celery-task-meta-w1", large);
  log.warn({ err: new Error(TEXT), url: `redis://:${SECRET}@h`, ...VALUE }, TEXT);
  await vi.waitFor(async () => {
    const worker = await (await fetch(`${url}/api/v1/workers/${WORKER}`)).text();
    expect(worker).toContain("STRIPE_LIVE");
    expect((await fetch(`${url}/api/v1/tasks/failed`)).status).toBe(200);
  }, WAIT);
  // The answer to it repeats what its sender wrote.
  await post("/api/v1/tasks", { name: "shop.login", kwargs: { password: SECRET }, queue: "spare" });
  return [
    await post("/api/v1/commands/ping", { timeout: 5, reason: TEXT }),
    await post("/api/v1/commands/report", { timeout: 5, reason: `token is ${SECRET}` }),
    await post("/api/v1/custom-commands/own_command", { args: { password: SECRET }, timeout: 5 }),
    await post("/api/v1/batches/preflight", { kind: "retry", uuids: ["failed", "planted"] }),
    await post("/api/v1/batches", { kind: "retry", uuids: ["failed"], reason: TEXT }),
  ];
}

/** Every GET of the API's own document, and Flower's. */
async function readRoutes({ url }: Running): Promise<Map<string, string>> {
  const { paths } = (await (await fetch(`${url}/api/v1/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const ids = ["planted", "failed", "w1", "running"];
  const own = Object.entries(paths)
    .filter(([route, methods]) => "get" in methods && !route.endsWith("/events"))
    .flatMap(([route]) => ids.map((id) => fill(route, id)));
  const flower = [
    "workers?refresh=1",
    "tasks",
    "queues/length",
    "task/types",
    ...ids.map((id) => `task/info/${id}`),
  ];
  const results = ids.map((id) => `/api/task/result/${id}`);
  const table =
    "draw=1&start=0&length=9&search[value]=&order[0][column]=0&order[0][dir]=asc&columns[0][data]=name";
  const more = ["/metrics", "/workers?json=1", `/tasks/datatable?${table}`, `/api/v1/tasks?text=${SECRET}`];
  const found = new Map<string, string>();
  for (const route of new Set([...own, ...flower.map((rest) => `/api/${rest}`), ...results, ...more])) {
    // What was asked for may be repeated to whoever asked.
    const text = await (await fetch(url + route)).text();
    found.set(route, route.includes(SECRET) ? text.replaceAll(route, "") : text);
  }
  return found;
}

function fill(route: string, id: string): string {
  return route
    .replace("{hostname}", WORKER)
    .replace("{name}", "celery")
    .replace(/\{\w+\}/, id);
}

async function readLive({ url, side }: Running): Promise<Map<string, string>> {
  const socket = io(url, { path: "/live", transports: ["websocket"] });
  onTestFinished(() => void socket.disconnect());
  const found = new Map<string, string>();
  const deltas: string[] = [];
  socket.on("delta", (delta: unknown) => deltas.push(JSON.stringify(delta)));
  const topics = [
    "frame",
    "overview?range=1h",
    "workers",
    `worker:${WORKER}`,
    "queues",
    "queue:celery?range=1h",
    "tasks",
    "task:planted",
  ];
  for (const topic of [...topics, "task:failed", "tasks?state=FAILURE"]) {
    found.set(topic, JSON.stringify(await socket.emitWithAck("open", topic)));
  }
  const abort = new AbortController();
  const stream = await fetch(`${url}/api/v1/events`, { signal: abort.signal });
  const reader = stream.body?.getReader();
  const later = plantedEvents().map((event) => ({ ...event, timestamp: event.timestamp + 5 }));
  await side.publishEvent(message(printJson(later), "celeryev", "task.multi", {}));
  let told = "";
  while (!told.includes("event: task")) told += new TextDecoder().decode((await reader?.read())?.value);
  await vi.waitFor(() => expect(deltas.join()).toContain("shop.login"), WAIT);
  abort.abort();
  return found.set("deltas", deltas.join("\n")).set("stream", told);
}

async function readCommandLine({ url }: Running): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const lines = [
    "status",
    "workers",
    "tasks",
    "tasks planted",
    "tasks failed",
    "inspect active",
    "inspect conf",
    "inspect stats",
  ];
  for (const line of lines.flatMap((words) => [words, `${words} --json`])) {
    let text = "";
    const out = (piece: string) => {
      text += piece;
    };
    const around = { env: {}, version: "1", input: null, interrupted: new Promise<void>(() => {}) };
    await runLine([...line.split(" "), "--url", url], { ...around, out, err: out });
    found.set(`umbel ${line}`, text);
  }
  return found;
}

test("A7: a secret that comes in anywhere goes out nowhere", { timeout: 120_000 }, async () => {
  const running = await start();
  const answers = await plant(running);
  const found = new Map([
    ...answers.map((text, index) => [`answer ${index}`, text] as const),
    ...(await readRoutes(running)),
    ...(await readLive(running)),
    ...(await readCommandLine(running)),
    ["log", running.lines.join("\n")] as const,
    ["audit", readFileSync(running.auditLog, "utf8")] as const,
  ]);
  const leaks = [...found].flatMap(([where, text]) => {
    const at = text.indexOf(SECRET);
    return at < 0 ? [] : [`${where}: …${text.slice(Math.max(0, at - 120), at + 20)}`];
  });
  expect(leaks).toEqual([]);
  // It was there to be found: what was hidden shows that it was.
  for (const where of [
    "/api/tasks",
    "/api/v1/tasks/planted/result",
    "/api/task/result/w1",
    "task:failed",
    "umbel tasks planted",
    "log",
    "audit",
  ]) {
    expect(found.get(where), where).toContain(MASK);
  }
  expect(found.get("/api/v1/tasks/planted")).toContain("'user': 'bob'");
  // A search finds no secret either: it is not held.
  const search = await fetch(`${running.url}/api/v1/tasks?text=${SECRET}`);
  expect(search.status).toBe(200);
  expect(await search.text()).not.toContain("planted");
});
