// Workers as Flower's API tells them: what they answered to inspect (`/api/workers`), and what their events say
// (`/workers?json=1`).
import type { WorkerRecord } from "../cluster/worker-record.ts";
import type { Json } from "../json.ts";
import type { WorkerInspection } from "../workers/inspect.ts";
import { seconds } from "./task-object.ts";

/** In Flower's order, under Celery's names. */
const PARTS: readonly (readonly [keyof WorkerInspection, string])[] = [
  ["stats", "stats"],
  ["activeQueues", "active_queues"],
  ["registered", "registered"],
  ["scheduled", "scheduled"],
  ["active", "active"],
  ["reserved", "reserved"],
  ["revoked", "revoked"],
  ["conf", "conf"],
];

/** An answer to inspect as JSON text. `alternates` may hold passwords (docs/protocol/control.md D3). */
export function replyJson(reply: Json): string {
  if (!isObject(reply) || !isObject(reply.broker)) return JSON.stringify(reply);
  const { alternates: _, ...broker } = reply.broker;
  return JSON.stringify({ ...reply, broker });
}

/** `{"stats":…,"timestamp":…}`; null for a worker that never answered anything. */
export function workerJson({ telling: { replies, repliedAt } }: WorkerRecord): string | null {
  if (repliedAt === null) return null;
  const members = PARTS.flatMap(([part, name]) => {
    const reply = replies.get(part);
    return reply === undefined ? [] : [`"${name}":${reply}`];
  });
  return `{${[...members, `"timestamp":${seconds(repliedAt)}`].join(",")}}`;
}

export function workerRow(worker: WorkerRecord): Readonly<Record<string, Json>> {
  const { telling } = worker;
  return {
    ...Object.fromEntries(telling.counts),
    hostname: worker.hostname,
    pid: worker.pid.value,
    freq: worker.freqSeconds,
    heartbeats: telling.heartbeats.map((at) => seconds(at)),
    clock: telling.clock,
    active: worker.executing,
    processed: worker.accepted,
    loadavg: worker.loadavg.value,
    sw_ident: telling.swIdent,
    sw_ver: worker.swVer.value,
    sw_sys: telling.swSys,
    status: worker.status === "online",
  };
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
