// A task as it is told to others.
import { stateOf } from "../tasks/precedence.ts";
import type { Task } from "../tasks/task.ts";
import type { TaskRecord } from "./task-record.ts";

/** A picture of the record that later changes do not touch. */
export function toTask(record: TaskRecord): Task {
  const { names, workers, queues } = record.columns;
  const { timestamp } = record;
  return {
    uuid: record.uuid,
    ordinal: record.ordinal,
    name: names.text(record.nameId),
    state: stateOf(record.state),
    note: record.note,
    worker: workers.text(record.workerId),
    client: record.client,
    queue: queues.text(record.queueId),
    exchange: record.exchange,
    routingKey: record.routingKey,
    args: record.args,
    kwargs: record.kwargs,
    result: record.result,
    exception: record.exception,
    traceback: record.traceback,
    runtimeSeconds: record.runtimeSeconds,
    retries: record.retries ?? 0,
    eta: record.eta,
    expires: record.expires,
    parentId: record.parentId,
    rootId: record.rootId,
    sentAt: record.sentAt,
    receivedAt: record.receivedAt,
    startedAt: record.startedAt,
    succeededAt: record.succeededAt,
    failedAt: record.failedAt,
    retriedAt: record.retriedAt,
    revokedAt: record.revokedAt,
    rejectedAt: record.rejectedAt,
    cancelledAt: record.cancelledAt,
    timestamp: Number.isFinite(timestamp) ? timestamp : 0,
    firstSeenAt: record.firstSeenAt,
    lastSeenAt: record.lastSeenAt,
    terminated: record.terminated,
    signum: record.signum,
    expired: record.expired,
    pid: record.pid,
    clock: record.clock,
    orphanedAt: record.orphanedAt,
    attempts: record.attempts,
    otherRuns: record.otherRuns,
  };
}
