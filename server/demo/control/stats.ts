// `stats` and `active_queues` of a simulated worker, with the keys real ones have (docs/protocol/control.md D3).
import type { WireJson } from "#lib/kombu/print-json.ts";
import { prefetchCount, slotsOf, type Worker } from "../worker.ts";
import type { World } from "../world.ts";

export function statsOf(world: World, worker: Worker): WireJson {
  const uptimeSeconds = (world.timeline.now - worker.startedAt) / 1000;
  return {
    total: Object.fromEntries(worker.totals),
    pid: worker.pid,
    clock: String(worker.clock),
    uptime: Math.round(uptimeSeconds),
    pool: poolOf(worker),
    ...autoscalerOf(worker),
    broker: {
      hostname: "demo",
      userid: null,
      virtual_host: "0",
      port: 6379,
      insist: false,
      ssl: false,
      transport: "redis",
      connect_timeout: 4,
      transport_options: {},
      login_method: null,
      uri_prefix: null,
      heartbeat: 120,
      failover_strategy: "round-robin",
      alternates: [],
    },
    prefetch_count: prefetchCount(worker) + worker.scheduled.size,
    rusage: rusageOf(worker, uptimeSeconds),
  };
}

export function activeQueues(worker: Worker): WireJson {
  return worker.consuming.map((name) => ({
    name,
    exchange: {
      name,
      type: "direct",
      arguments: null,
      durable: true,
      passive: false,
      auto_delete: false,
      delivery_mode: null,
      no_declare: false,
    },
    routing_key: name,
    queue_arguments: null,
    binding_arguments: null,
    consumer_arguments: null,
    durable: true,
    exclusive: false,
    auto_delete: false,
    no_ack: false,
    alias: null,
    bindings: [],
    no_declare: null,
    expires: null,
    message_ttl: null,
    max_length: null,
    max_length_bytes: null,
    max_priority: null,
  }));
}

function autoscalerOf(worker: Worker): { readonly [key: string]: WireJson } {
  if (worker.autoscale === null) return {};
  return { autoscaler: { ...worker.autoscale, current: slotsOf(worker), qty: worker.running.size } };
}

function poolOf(worker: Worker): WireJson {
  const solo = worker.definition.pool === "solo";
  const slots = slotsOf(worker);
  const implementation = `celery.concurrency.${worker.definition.pool}:TaskPool`;
  return {
    ...(worker.definition.version.startsWith("5.2") ? {} : { implementation }),
    "max-concurrency": slots,
    processes: worker.processes,
    "max-tasks-per-child": solo ? null : "N/A",
    "put-guarded-by-semaphore": solo,
    timeouts: solo ? [] : [0, 0],
    ...(solo ? {} : { writes: writesOf(worker, slots) }),
  };
}

function writesOf(worker: Worker, slots: number): WireJson {
  const each = Math.floor(worker.processed / Math.max(1, slots));
  const counts = worker.processes.map((_pid, index) => each + (index < worker.processed % slots ? 1 : 0));
  const share = (count: number): string => (worker.processed === 0 ? 0 : count / worker.processed).toFixed(2);
  return {
    total: worker.processed,
    avg: (slots === 0 ? 0 : 1 / slots).toFixed(2),
    all: counts.map(share).join(", "),
    raw: counts.join(", "),
    strategy: "fair",
    inqueues: { total: slots, active: worker.running.size },
  };
}

function rusageOf(worker: Worker, uptimeSeconds: number): WireJson {
  return {
    utime: Math.round((0.6 + worker.processed * 0.004 + uptimeSeconds * 0.002) * 1e6) / 1e6,
    stime: Math.round((0.1 + worker.processed * 0.0008) * 1e6) / 1e6,
    maxrss: 61_000 + Math.min(180_000, worker.processed * 7) + slotsOf(worker) * 210,
    ixrss: 0,
    idrss: 0,
    isrss: 0,
    minflt: 26_000 + worker.processed * 9,
    majflt: 0,
    nswap: 0,
    inblock: 784,
    oublock: 88,
    msgsnd: 0,
    msgrcv: 0,
    nsignals: 0,
    nvcsw: 389 + worker.processed * 3,
    nivcsw: 303 + worker.processed,
  };
}
