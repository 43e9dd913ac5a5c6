// Tasks and rows for the tests of this folder; never imported by what is shipped.
import type { TasksView } from "#lib/live/views.ts";
import type { Task, TaskRow } from "#lib/tasks/task.ts";

export function aRow(key: string, over: Partial<TaskRow> = {}): TaskRow {
  return {
    key,
    ordinal: 1,
    name: "billing.invoices.charge_card",
    state: "STARTED",
    worker: "celery@web-1",
    queue: "billing",
    args: "(18423,)",
    kwargs: "{'amount': 49.9}",
    exception: null,
    retries: 0,
    eta: null,
    sentAt: 1000,
    receivedAt: 2000,
    startedAt: 2500,
    finishedAt: null,
    runtimeSeconds: null,
    waitMs: 1500,
    orphaned: false,
    ...over,
  };
}

export function aTask(over: Partial<Task> = {}): Task {
  return {
    ...NEVER_SEEN,
    uuid: "5f2b1c9e-8b0a-4a57-9a53-0f0f6f8f1d22",
    name: "billing.charge_card",
    ...over,
  };
}

const NEVER_SEEN: Task = {
  uuid: "",
  ordinal: 1,
  name: null,
  state: "PENDING",
  note: null,
  worker: null,
  client: null,
  queue: null,
  exchange: null,
  routingKey: null,
  args: null,
  kwargs: null,
  result: null,
  exception: null,
  traceback: null,
  runtimeSeconds: null,
  retries: 0,
  eta: null,
  expires: null,
  parentId: null,
  rootId: null,
  sentAt: null,
  receivedAt: null,
  startedAt: null,
  succeededAt: null,
  failedAt: null,
  retriedAt: null,
  revokedAt: null,
  rejectedAt: null,
  timestamp: 0,
  firstSeenAt: 0,
  lastSeenAt: 0,
  terminated: null,
  signum: null,
  expired: null,
  pid: null,
  clock: null,
  orphanedAt: null,
  cancelledAt: null,
  otherRuns: [],
  attempts: [],
};

export function someInfo(over: Partial<TasksView["info"]> = {}): TasksView["info"] {
  return {
    matching: 0,
    newer: 0,
    held: 0,
    newest: 0,
    byState: {
      PENDING: 0,
      RECEIVED: 0,
      STARTED: 0,
      RETRY: 0,
      REJECTED: 0,
      REVOKED: 0,
      FAILURE: 0,
      SUCCESS: 0,
    },
    byName: [],
    byWorker: [],
    byQueue: [],
    byException: [],
    distinct: { name: 0, worker: 0, queue: 0, exception: 0 },
    histogram: [],
    evicted: 0,
    ...over,
  };
}
