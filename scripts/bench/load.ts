// The load of the benchmarks: whole task lives as real Celery messages (sizes and batching as captured in the field),
// encoded before the clock starts. Every task has its own uuid.
import { randomBytes } from "node:crypto";
import { publishFrames } from "./amqp-frames.ts";

export interface LoadOptions {
  readonly tasks: number;
  readonly workers: number;
  readonly names: number;
  /** Events per `task.multi` message of a busy worker. */
  readonly batch: number;
  readonly argsBytes: number;
  readonly resultBytes: number;
  /**
   * How fast it is meant to be published: then events have the time at which they are, come one by one instead of in
   * large pieces, and workers send heartbeats.
   */
  readonly eventsPerSecond?: number;
}

export const TYPICAL: LoadOptions = {
  tasks: 25_000,
  workers: 10,
  names: 50,
  batch: 2,
  argsBytes: 120,
  resultBytes: 60,
};

export interface Load {
  readonly events: number;
  readonly messages: number;
  /** PUBLISH commands or AMQP frames, in chunks of about 256 KB, or of a message each; each knows its events and messages. */
  readonly chunks: readonly { readonly bytes: Buffer; readonly events: number; readonly messages: number }[];
}

export type BrokerKind = "redis" | "rabbitmq";

const CHUNK = 256 * 1024;
const HEARTBEAT_SECONDS = 2;
type Event = Record<string, unknown>;

/** Encodes sent, received, started and succeeded (5 % failed with a traceback, 2 % retried) of every task. */
export function makeLoad(
  options: LoadOptions,
  kind: BrokerKind = "redis",
  startSeconds = Date.now() / 1000,
): Load {
  const { eventsPerSecond } = options;
  const tasksPerSecond = eventsPerSecond === undefined ? 10_000 : eventsPerSecond / 4;
  const chunkBytes = eventsPerSecond === undefined ? CHUNK : 0;
  const chunks: { bytes: Buffer; events: number; messages: number }[] = [];
  let pending: Buffer[] = [];
  let size = 0;
  let events = 0;
  let messages = 0;
  let chunkEvents = 0;
  const flush = () => {
    if (pending.length === 0) return;
    chunks.push({ bytes: Buffer.concat(pending), events: chunkEvents, messages: pending.length });
    messages += pending.length;
    pending = [];
    size = 0;
    chunkEvents = 0;
  };
  const publish = (list: Event[], alone: boolean) => {
    const bytes = kind === "redis" ? publishCommand(list, alone) : publishMessage(list, alone);
    pending.push(bytes);
    size += bytes.length;
    events += list.length;
    chunkEvents += list.length;
    if (size >= chunkBytes) flush();
  };
  const waiting: Event[][] = Array.from({ length: options.workers }, () => []);
  for (let index = 0; index < options.tasks; index += 1) {
    const worker = index % options.workers;
    const at = startSeconds + index / tasksPerSecond;
    if (eventsPerSecond !== undefined && index % Math.ceil(tasksPerSecond * HEARTBEAT_SECONDS) === 0)
      for (let beating = 0; beating < options.workers; beating += 1) publish([heartbeat(beating, at)], true);
    const life = taskLife(index, worker, options, at);
    const [sent, ...later] = life;
    if (sent) publish([sent], true);
    const queue = waiting[worker] ?? [];
    for (const event of later) {
      queue.push(event);
      if (queue.length >= options.batch) publish(queue.splice(0), false);
    }
  }
  for (const rest of waiting) if (rest.length > 0) publish(rest, false);
  flush();
  return { events, messages, chunks };
}

function heartbeat(worker: number, timestamp: number): Event {
  const software = { sw_ident: "py-celery", sw_ver: "5.7.0", sw_sys: "Linux" };
  const base = {
    hostname: `celery@web-${worker}`,
    utcoffset: 0,
    pid: 4000 + worker,
    clock: worker,
    timestamp,
  };
  const now = { freq: HEARTBEAT_SECONDS, active: 1, processed: 100, loadavg: [0.5, 0.4, 0.3] };
  return { ...base, ...software, ...now, type: "worker-heartbeat" };
}

function taskLife(index: number, worker: number, options: LoadOptions, at: number): Event[] {
  const uuid = makeUuid();
  const name = `shop.module_${index % 7}.task_${index % options.names}`;
  const base = { hostname: `celery@web-${worker}`, utcoffset: 0, pid: 4000 + worker, clock: index };
  const args = `(${index}, '${"a".repeat(Math.max(0, options.argsBytes - 12))}')`;
  const task = {
    uuid,
    name,
    args,
    kwargs: "{}",
    root_id: uuid,
    parent_id: null,
    retries: 0,
    eta: null,
    expires: null,
  };
  const route = { queue: `queue-${index % 5}`, exchange: "", routing_key: `queue-${index % 5}` };
  const life: Event[] = [
    { ...base, hostname: "gen77@web", ...task, ...route, timestamp: at, type: "task-sent" },
    { ...base, ...task, timestamp: at + 0.01, type: "task-received" },
    { ...base, uuid, timestamp: at + 0.02, type: "task-started" },
  ];
  const end = { ...base, uuid, timestamp: at + 0.5 };
  if (index % 50 === 7)
    life.push({ ...end, exception: "ConnectionError('away')", traceback: TRACEBACK, type: "task-retried" });
  if (index % 20 === 3)
    life.push({ ...end, exception: "ValueError('bad amount')", traceback: TRACEBACK, type: "task-failed" });
  else
    life.push({
      ...end,
      result: `'${"r".repeat(Math.max(0, options.resultBytes - 2))}'`,
      runtime: 0.48,
      type: "task-succeeded",
    });
  return life;
}

const TRACEBACK = [
  "Traceback (most recent call last):",
  '  File "/srv/app/lib/python3.11/site-packages/celery/app/trace.py", line 477, in trace_task',
  "    R = retval = fun(*args, **kwargs)",
  '  File "/srv/app/shop/billing.py", line 88, in charge',
  "    receipt = gateway.charge(card, amount, timeout=5)",
  "ValueError: bad amount",
].join("\n");

function routingKeyOf(list: Event[], alone: boolean): string {
  return alone ? String(list[0]?.type).replace("-", ".") : "task.multi";
}

function publishMessage(list: Event[], alone: boolean): Buffer {
  const body = pythonJson(alone ? list[0] : list);
  return publishFrames("celeryev", routingKeyOf(list, alone), String(list[0]?.hostname), body);
}

function publishCommand(list: Event[], alone: boolean): Buffer {
  const key = routingKeyOf(list, alone);
  const envelope = pythonJson({
    body: Buffer.from(pythonJson(alone ? list[0] : list)).toString("base64"),
    "content-encoding": "utf-8",
    "content-type": "application/json",
    headers: { hostname: list[0]?.hostname },
    properties: {
      delivery_mode: 1,
      delivery_info: { exchange: "celeryev", routing_key: key },
      priority: 0,
      body_encoding: "base64",
      delivery_tag: makeUuid(),
    },
  });
  return respCommand(["PUBLISH", `/0.celeryev/${key}`, envelope]);
}

export function respCommand(words: readonly string[]): Buffer {
  const parts = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return Buffer.from(`*${words.length}\r\n${parts.join("")}`);
}

/** JSON with Python's spaces, as kombu writes it. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}: ${pythonJson(item)}`)
      .join(", ")}}`;
  }
  return JSON.stringify(value);
}

function makeUuid(): string {
  const hex = randomBytes(16).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
