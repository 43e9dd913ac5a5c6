// Sends events as real workers do (docs/protocol/events.md C1): task events of a worker gather for some milliseconds
// and leave as one `task.multi`; worker events, `task-sent` and events from inside a task leave alone.
import { encodeEvent, eventRoutingKey, eventType, type WireEvent } from "#lib/events/encode-event.ts";
import type { CeleryEvent, TaskEvent, WorkerEvent } from "#lib/events/event.ts";
import { encodeEvents } from "./envelopes.ts";
import { isoTime, type SimTask } from "./task.ts";
import { hostOf, type Worker } from "./worker.ts";
import type { World } from "./world.ts";

type Sender = "kind" | "subject" | "hostname" | "at" | "pid" | "clock";
type TaskFields = Omit<TaskEvent, Sender>;

/** Largest batch seen from a real worker. */
const MAX_BATCH = 24;
const HEARTBEAT_SECONDS = 2;

export function emitTaskEvent(world: World, worker: Worker, subject: string, fields: TaskFields): void {
  if (!worker.taskEvents) return;
  worker.buffer.push(encodeEvent({ kind: "task", subject, ...sender(world, worker), ...fields }));
  if (worker.buffer.length >= MAX_BATCH) flushEvents(world, worker);
  if (worker.buffer.length !== 1) return;
  const { generation } = worker;
  world.timeline.in(world.random.between(4, 25), () => {
    if (worker.generation === generation) flushEvents(world, worker);
  });
}

export function flushEvents(world: World, worker: Worker): void {
  if (worker.buffer.length === 0) return;
  publish(world, worker.definition.hostname, "task.multi", worker.buffer);
  worker.buffer = [];
}

export function emitWorkerEvent(
  world: World,
  worker: Worker,
  subject: "online" | "heartbeat" | "offline",
): void {
  const load = loadOf(worker);
  publishOne(world, {
    ...workerEvent(world, worker, subject, HEARTBEAT_SECONDS),
    active: worker.running.size,
    processed: worker.processed,
    loadavg: [load * 1.06, load, load * 0.94].map((value) => Math.round(value * 100) / 100),
  });
}

/** The answer to the `heartbeat` command: other frequency, no figures (docs/protocol/events.md C3). */
export function emitBareHeartbeat(world: World, worker: Worker): void {
  publishOne(world, workerEvent(world, worker, "heartbeat", 5));
}

/** `task-progress`: sent by the task itself from its pool process, and not switched off by anything. */
export function emitProgress(
  world: World,
  worker: Worker,
  step: { readonly uuid: string; readonly pid: number; readonly current: number; readonly total: number },
): void {
  const { uuid, pid, current, total } = step;
  const from = { hostname: worker.definition.hostname, at: world.timeline.now, pid, clock: current };
  publishOne(world, { kind: "task", subject: "progress", ...from, uuid, extra: { current, total } });
}

export function emitTaskSent(world: World, task: SimTask): void {
  const hostname = task.origin;
  const pid = Number(/^gen(\d+)@/.exec(hostname)?.[1] ?? 1);
  const route = { queue: task.queue, exchange: "", routingKey: task.queue };
  const from = { hostname, at: world.timeline.now, pid, clock: 1 };
  publishOne(world, { kind: "task", subject: "sent", ...from, ...describeTask(task), ...route });
}

/** What both `task-sent` and `task-received` say of a task. */
export function describeTask(task: SimTask): TaskFields {
  return {
    uuid: task.uuid,
    name: task.name,
    args: task.argsRepr,
    kwargs: task.kwargsRepr,
    rootId: task.rootId,
    parentId: task.parentId,
    retries: task.retries,
    eta: isoTime(task.etaAt),
    expires: isoTime(task.expiresAt),
  };
}

/** The name under which a pool process of this worker sends messages. */
export function clientName(worker: Worker, pid: number): string {
  return `gen${pid}@${hostOf(worker)}`;
}

function workerEvent(world: World, worker: Worker, subject: string, freqSeconds: number): WorkerEvent {
  const software = { swIdent: "py-celery", swVer: worker.definition.version, swSys: "Linux" };
  return { kind: "worker", subject, ...sender(world, worker), freqSeconds, ...software };
}

function sender(world: World, worker: Worker) {
  worker.clock += 1;
  const { hostname } = worker.definition;
  return { hostname, at: world.timeline.now, pid: worker.pid, clock: worker.clock };
}

function publishOne(world: World, event: CeleryEvent): void {
  publish(world, event.hostname, eventRoutingKey(eventType(event)), encodeEvent(event));
}

function publish(
  world: World,
  hostname: string,
  routingKey: string,
  body: WireEvent | readonly WireEvent[],
): void {
  const envelope = encodeEvents(hostname, routingKey, body, world.random);
  world.outbox.push({ kind: "event", routingKey, envelope });
}

function loadOf(worker: Worker): number {
  return 0.15 + worker.running.size * 0.55 + (worker.pid % 7) * 0.03;
}
