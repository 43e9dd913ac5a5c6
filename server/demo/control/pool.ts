// Commands about the worker itself: pool size, consumers, events, heartbeat, shutdown.
import { emitBareHeartbeat, flushEvents } from "../emit.ts";
import { dispatchSoon, fetchTasks } from "../execution.ts";
import { shutDown } from "../lifecycle.ts";
import type { Worker } from "../worker.ts";
import type { World } from "../world.ts";
import { type Command, type CommandArgs, failed, ok, typeError } from "./command.ts";

/** More than this no machine would give. */
const MAX_PROCESSES = 2_000;
const MAX_QUEUES = 100;

export const POOL_COMMANDS: readonly Command[] = [
  { fn: "pool_grow", required: [], optional: null, run: grow },
  { fn: "pool_shrink", required: [], optional: null, run: shrink },
  {
    fn: "autoscale",
    required: [],
    optional: ["max", "min"],
    run: () => failed("ValueError('Autoscale not enabled')"),
  },
  {
    fn: "pool_restart",
    required: [],
    optional: null,
    run: () => failed("ValueError('Pool restarts not enabled')"),
  },
  { fn: "add_consumer", required: ["queue"], optional: null, run: addConsumer },
  { fn: "cancel_consumer", required: ["queue"], optional: null, run: cancelConsumer },
  {
    fn: "enable_events",
    required: [],
    optional: [],
    run: (_world, worker) => ok(`task events ${switchEvents(worker, true)}`),
  },
  {
    fn: "disable_events",
    required: [],
    optional: [],
    run: (world, worker) => {
      flushEvents(world, worker);
      return ok(`task events ${switchEvents(worker, false)}`);
    },
  },
  {
    fn: "heartbeat",
    required: [],
    optional: [],
    run: (world, worker) => {
      emitBareHeartbeat(world, worker);
      return null;
    },
  },
  {
    fn: "shutdown",
    required: [],
    optional: null,
    run: (world, worker) => {
      shutDown(world, worker);
      return undefined;
    },
  },
];

function grow(world: World, worker: Worker, args: CommandArgs) {
  if (worker.definition.pool === "solo")
    return failed(`AttributeError("'TaskPool' object has no attribute 'grow'")`);
  const count = readCount(args.n);
  if (typeof count === "string") return failed(count);
  if (worker.processes.length + count > MAX_PROCESSES) return failed("OSError(12, 'Cannot allocate memory')");
  const last = Math.max(worker.pid, ...worker.processes);
  for (let added = 1; added <= count; added += 1) worker.processes.push(last + added);
  dispatchSoon(world, worker);
  return ok("pool will grow");
}

function shrink(_world: World, worker: Worker, args: CommandArgs) {
  if (worker.definition.pool === "solo") {
    return failed(`AttributeError("'TaskPool' object has no attribute 'shrink'")`);
  }
  const count = readCount(args.n);
  if (typeof count === "string") return failed(count);
  const busy = new Set([...worker.running.values()].map((running) => running.pid));
  for (let removed = 0; removed < count; removed += 1) {
    const idle = worker.processes.findLastIndex((pid) => !busy.has(pid));
    if (idle < 0) return failed(`ValueError("Can't shrink pool. All processes busy!")`);
    worker.processes.splice(idle, 1);
  }
  return ok("pool will shrink");
}

function addConsumer(world: World, worker: Worker, args: CommandArgs) {
  const queue = String(args.queue);
  if (!worker.consuming.includes(queue) && worker.consuming.length < MAX_QUEUES) worker.consuming.push(queue);
  world.timeline.in(5, () => fetchTasks(world, worker));
  return ok(`add consumer ${queue}`);
}

function cancelConsumer(_world: World, worker: Worker, args: CommandArgs) {
  const queue = String(args.queue);
  worker.consuming = worker.consuming.filter((consumed) => consumed !== queue);
  return ok(`no longer consuming from ${queue}`);
}

/** A worker started with -E answers "already" to both and goes on sending (celery-wire.md D4). */
function switchEvents(worker: Worker, on: boolean): string {
  const word = on ? "enabled" : "disabled";
  if (worker.definition.sendsEvents || worker.taskEvents === on) return `already ${word}`;
  worker.taskEvents = on;
  return word;
}

/** `range(n)` of Python: a whole number (1 when left out), or the TypeError. */
function readCount(value: unknown): number | string {
  if (value === undefined) return 1;
  if (typeof value === "number" && Number.isInteger(value)) return Math.max(0, value);
  const type = typeof value === "string" ? "str" : typeof value === "number" ? "float" : "NoneType";
  return typeError(`'${type}' object cannot be interpreted as an integer`);
}
