// One simulated worker: what it is configured to be, and what it holds right now. Only lifecycle.ts starts and ends
// it, only execution.ts moves tasks through it.

import type { WireEvent } from "#lib/events/encode-event.ts";
import { CATALOG } from "./catalog.ts";
import type { SimTask } from "./task.ts";
import { parseRate, TokenBucket } from "./token-bucket.ts";

export interface WorkerDefinition {
  readonly hostname: string;
  readonly pool: "prefork" | "solo";
  readonly slots: number;
  readonly queues: readonly string[];
  /** Started with `-E`: always sends task events, whatever `disable_events` says. */
  readonly sendsEvents: boolean;
  readonly prefetchMultiplier: number;
  readonly version: string;
  /** `worker_pool_restarts`. */
  readonly poolRestarts: boolean;
  /** Started with `--autoscale`; null: a fixed size. */
  readonly autoscale: { readonly max: number; readonly min: number } | null;
}

export interface Running {
  readonly task: SimTask;
  readonly startedAt: number;
  readonly pid: number;
  /** Its end was taken away: it was terminated, or its worker died. */
  stopped: boolean;
}

export interface TimeLimits {
  readonly soft: number | null;
  readonly hard: number | null;
}

export interface Worker {
  readonly definition: WorkerDefinition;
  status: "online" | "stopping" | "offline" | "dead";
  /** Rises with every start: what an earlier process planned no longer counts. */
  generation: number;
  pid: number;
  startedAt: number;
  clock: number;
  /** Pool processes; as many as slots. */
  processes: number[];
  /** As configured, or as a command set it. */
  autoscale: WorkerDefinition["autoscale"];
  consuming: string[];
  taskEvents: boolean;
  processed: number;
  readonly totals: Map<string, number>;
  readonly running: Map<string, Running>;
  reserved: SimTask[];
  readonly scheduled: Map<string, SimTask>;
  /** As set, by the catalog or by command: `0` means no limit and is still shown. */
  readonly rateTexts: Map<string, string>;
  readonly rateLimits: Map<string, TokenBucket>;
  readonly timeLimits: Map<string, TimeLimits>;
  /** Task events not yet sent: they leave together as `task.multi`. */
  buffer: WireEvent[];
  /** Where the round over the queues goes on. */
  turn: number;
  wakeAt: number | null;
}

export function createWorker(definition: WorkerDefinition): Worker {
  return {
    definition,
    status: "offline",
    generation: 0,
    pid: 0,
    startedAt: 0,
    clock: 0,
    processes: [],
    autoscale: definition.autoscale,
    consuming: [],
    taskEvents: false,
    processed: 0,
    totals: new Map(),
    running: new Map(),
    reserved: [],
    scheduled: new Map(),
    rateTexts: new Map(),
    rateLimits: new Map(),
    timeLimits: new Map(),
    buffer: [],
    turn: 0,
    wakeAt: null,
  };
}

/** A fresh process: everything that commands had changed is as configured again. Rate limits follow the load. */
export function resetWorker(worker: Worker, now: number, pid: number, rate: number): void {
  const { definition } = worker;
  worker.generation += 1;
  worker.pid = pid;
  worker.startedAt = now;
  worker.clock = 0;
  worker.processed = 0;
  worker.autoscale = definition.autoscale;
  worker.consuming = [...definition.queues];
  worker.taskEvents = definition.sendsEvents;
  worker.processes =
    definition.pool === "solo"
      ? [pid]
      : Array.from({ length: definition.slots }, (_, index) => pid + 1 + index);
  worker.reserved = [];
  worker.buffer = [];
  worker.wakeAt = null;
  const { totals, running, scheduled, rateTexts, rateLimits, timeLimits } = worker;
  for (const held of [totals, running, scheduled, rateTexts, rateLimits, timeLimits]) held.clear();
  for (const spec of CATALOG.values()) {
    if (spec.perMinuteLimit !== undefined) {
      setRateLimit(worker, spec.name, `${Math.ceil(spec.perMinuteLimit * rate)}/m`);
    }
    worker.timeLimits.set(spec.name, {
      soft: spec.softLimitSeconds ?? null,
      hard: spec.hardLimitSeconds ?? null,
    });
  }
}

/** null takes the limit away; anything else must have passed `parseRate`. */
export function setRateLimit(worker: Worker, name: string, text: string | null): void {
  if (text === null) worker.rateTexts.delete(name);
  else worker.rateTexts.set(name, text);
  const rate = parseRate(text);
  if (!("perSecond" in rate) || rate.perSecond <= 0) worker.rateLimits.delete(name);
  else worker.rateLimits.set(name, new TokenBucket(rate.perSecond));
}

export function slotsOf(worker: Worker): number {
  return worker.processes.length;
}

export function prefetchCount(worker: Worker): number {
  return worker.processes.length * worker.definition.prefetchMultiplier;
}

export function isListening(worker: Worker): boolean {
  return worker.status === "online" || worker.status === "stopping";
}

/** The host part of `celery@host`. */
export function hostOf(worker: Worker): string {
  return worker.definition.hostname.split("@")[1] ?? worker.definition.hostname;
}
