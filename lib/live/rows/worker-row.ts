// One line of the workers list from a record, made once per change (invariant 4).
import type { TaskRecord } from "../../cluster/task-record.ts";
import type { TaskStore } from "../../cluster/task-store.ts";
import type { WorkerRecord } from "../../cluster/worker-record.ts";
import type { WorkerRow } from "../../workers/worker.ts";

/** Slots shown when a worker has not told how many it has. */
const MAX_RUNNING = 64;

export function toWorkerRow(worker: WorkerRecord, store: TaskStore, now: number): WorkerRow {
  worker.row ??= makeRow(worker, store, now);
  return worker.row;
}

function makeRow(worker: WorkerRecord, store: TaskStore, now: number): WorkerRow {
  const { stats, activeQueues } = worker.inspection;
  const slots = stats?.value?.slots ?? null;
  const uptime = stats?.value?.uptimeSeconds ?? null;
  const twins = worker.twinsAt(now);
  return {
    key: worker.hostname,
    status: worker.status,
    since: worker.since,
    lastHeartbeatAt: Number.isFinite(worker.lastSignAt) ? worker.lastSignAt : null,
    freqSeconds: worker.freqSeconds,
    active: worker.executing,
    processed: worker.accepted,
    loadavg: worker.loadavg.value,
    swVer: worker.swVer.value,
    pid: worker.pid.value ?? stats?.value?.pid ?? null,
    ...(twins && { twins }),
    driftMs: worker.drift.value,
    pool: stats?.value?.pool ?? null,
    slots,
    prefetch: stats?.value?.prefetch ?? null,
    queues: activeQueues?.value?.map(({ name }) => name) ?? null,
    startedAt: stats && uptime !== null ? stats.at - uptime * 1_000 : null,
    taskEvents: taskEventsOf(worker),
    succeeded: worker.succeeded,
    failed: worker.failed,
    retried: worker.retried,
    donePerMinute: worker.done.perMinute(now),
    running: runningOf(worker, slots ?? MAX_RUNNING, store),
  };
}

/** What it was seen to do tells better than what it was configured to do. */
function taskEventsOf(worker: WorkerRecord): boolean | null {
  if (worker.silentSince !== null) return false;
  if (worker.sawTaskEvent) return true;
  const told = worker.inspection.conf?.value?.worker_send_task_events;
  return typeof told === "boolean" ? told : null;
}

/**
 * Tasks that events say are running. A task that ends without any event (Ignore) would stay for ever: when there are
 * more than slots, the ones started last are the real ones.
 */
function runningOf(worker: WorkerRecord, slots: number, store: TaskStore): WorkerRow["running"] {
  const alive = worker.status === "online";
  const tasks = Array.from(worker.running, (row) => store.at(row)).filter(
    ({ row, orphanedAt }) => !alive || (orphanedAt === null && !store.doubts.has(row)),
  );
  tasks.sort(byStart);
  return tasks
    .slice(-Math.max(1, Math.min(slots, MAX_RUNNING)))
    .map(({ uuid, nameId, startedAt }) => ({ uuid, name: store.names.text(nameId), startedAt }));
}

function byStart(a: TaskRecord, b: TaskRecord): number {
  return (a.startedAt ?? 0) - (b.startedAt ?? 0) || a.ordinal - b.ordinal;
}
