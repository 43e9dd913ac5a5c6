// Rows for the tests of this folder.
import type { Inspected, RequestInfo, StatsInfo, WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";

export function workerRow(part: Partial<WorkerRow> = {}): WorkerRow {
  return {
    key: "celery@a",
    status: "online",
    since: 0,
    lastHeartbeatAt: null,
    freqSeconds: 2,
    active: null,
    processed: null,
    loadavg: null,
    swVer: null,
    pid: null,
    driftMs: null,
    pool: null,
    slots: null,
    prefetch: null,
    queues: null,
    startedAt: null,
    taskEvents: null,
    succeeded: 0,
    failed: 0,
    retried: 0,
    donePerMinute: 0,
    running: [],
    ...part,
  };
}

export const NOTHING: WorkerInspection = {
  stats: null,
  activeQueues: null,
  registered: null,
  conf: null,
  active: null,
  reserved: null,
  scheduled: null,
  revoked: null,
};

export function answer<T>(value: T, at = 0): Inspected<T> {
  return { at, value, error: null, total: Array.isArray(value) ? value.length : null };
}

export function requestInfo(part: Partial<RequestInfo> = {}): RequestInfo {
  return {
    uuid: "u",
    name: "mail.send",
    args: "()",
    kwargs: "{}",
    startedAt: null,
    acknowledged: true,
    queue: "celery",
    pid: null,
    ...part,
  };
}

export function stats(part: Partial<StatsInfo> = {}): StatsInfo {
  return {
    pool: "prefork",
    slots: 2,
    processes: [11, 12],
    prefetch: 8,
    uptimeSeconds: 60,
    pid: 10,
    autoscale: null,
    maxTasksPerChild: null,
    softTimeLimitSeconds: null,
    hardTimeLimitSeconds: null,
    totals: {},
    rusage: {},
    broker: {},
    ...part,
  };
}
