// Commands about the size of the pool: grow, shrink, the range of an autoscaled one, and replacing all processes.
import { dispatchSoon } from "../execution.ts";
import type { Worker } from "../worker.ts";
import type { World } from "../world.ts";
import { type Command, type CommandArgs, failed, ok, typeError } from "./command.ts";

/** More than this no machine would give. */
const MAX_PROCESSES = 2_000;

export const RESIZE_COMMANDS: readonly Command[] = [
  { fn: "pool_grow", required: [], optional: null, run: grow },
  { fn: "pool_shrink", required: [], optional: null, run: shrink },
  { fn: "autoscale", required: [], optional: ["max", "min"], run: autoscale },
  { fn: "pool_restart", required: [], optional: null, run: restart },
];

function grow(world: World, worker: Worker, args: CommandArgs) {
  if (worker.autoscale !== null) return byRange("pool_grow");
  if (worker.definition.pool === "solo")
    return failed(`AttributeError("'TaskPool' object has no attribute 'grow'")`);
  const count = readCount(args.n);
  if (typeof count === "string") return failed(count);
  if (worker.processes.length + count > MAX_PROCESSES) return failed("OSError(12, 'Cannot allocate memory')");
  addProcesses(world, worker, count);
  return ok("pool will grow");
}

function shrink(_world: World, worker: Worker, args: CommandArgs) {
  if (worker.autoscale !== null) return byRange("pool_shrink");
  if (worker.definition.pool === "solo") {
    return failed(`AttributeError("'TaskPool' object has no attribute 'shrink'")`);
  }
  const count = readCount(args.n);
  if (typeof count === "string") return failed(count);
  for (let removed = 0; removed < count; removed += 1) {
    if (!removeIdle(worker)) return failed(`ValueError("Can't shrink pool. All processes busy!")`);
  }
  return ok("pool will shrink");
}

function byRange(fn: string) {
  return failed(`${fn} is not supported with autoscale. Adjust autoscale range instead.`);
}

/** Its size follows the range at once; busy processes stay until they are idle. */
function autoscale(world: World, worker: Worker, args: CommandArgs) {
  const range = worker.autoscale;
  if (range === null) return failed("ValueError('Autoscale not enabled')");
  const max = typeof args.max === "number" ? Math.trunc(args.max) : range.max;
  const min = typeof args.min === "number" ? Math.trunc(args.min) : range.min;
  worker.autoscale = { max, min };
  const missing = Math.min(min, MAX_PROCESSES) - worker.processes.length;
  if (missing > 0) addProcesses(world, worker, missing);
  while (worker.processes.length > Math.max(1, max) && removeIdle(worker));
  return ok(`autoscale now max=${max} min=${min}`);
}

/** Idle processes are replaced; the others once their task has ended, which a simulation need not show. */
function restart(world: World, worker: Worker, args: CommandArgs) {
  if (!worker.definition.poolRestarts) return failed("ValueError('Pool restarts not enabled')");
  const missing = (Array.isArray(args.modules) ? args.modules : []).find((name) => !KNOWN_MODULES.test(name));
  if (missing !== undefined) {
    const top = String(missing).split(".")[0];
    return failed(`ModuleNotFoundError("No module named '${top}'")`);
  }
  const busy = busyProcesses(worker);
  const fresh = Math.max(worker.pid, ...worker.processes) + 1;
  worker.processes = worker.processes.map((pid, index) => (busy.has(pid) ? pid : fresh + index));
  dispatchSoon(world, worker);
  return ok("reload started");
}

const KNOWN_MODULES = /^(mail|billing|images|video|reports|search)(\.tasks)?$/;

function addProcesses(world: World, worker: Worker, count: number): void {
  const last = Math.max(worker.pid, ...worker.processes);
  for (let added = 1; added <= count; added += 1) worker.processes.push(last + added);
  dispatchSoon(world, worker);
}

function removeIdle(worker: Worker): boolean {
  const busy = busyProcesses(worker);
  const idle = worker.processes.findLastIndex((pid) => !busy.has(pid));
  if (idle >= 0) worker.processes.splice(idle, 1);
  return idle >= 0;
}

function busyProcesses(worker: Worker): ReadonlySet<number> {
  return new Set([...worker.running.values()].map((running) => running.pid));
}

/** `range(n)` of Python: a whole number (1 when left out), or the TypeError. */
function readCount(value: unknown): number | string {
  if (value === undefined) return 1;
  if (typeof value === "number" && Number.isInteger(value)) return Math.max(0, value);
  const type = typeof value === "string" ? "str" : typeof value === "number" ? "float" : "NoneType";
  return typeError(`'${type}' object cannot be interpreted as an integer`);
}
