// One line of a task list from a record, made once per change: an unchanged row keeps its reference (invariant 4).

import { stateOf } from "../../tasks/precedence.ts";
import { ROW_ERROR, ROW_TEXT, type TaskRow } from "../../tasks/task.ts";
import { finishedAt } from "../../tasks/times.ts";
import type { TaskRecord } from "../task-record.ts";
import type { TaskStore } from "../task-store.ts";

export function toRow(record: TaskRecord, store: TaskStore): TaskRow {
  return store.shown(record, () => makeRow(record, store));
}

function makeRow(record: TaskRecord, { names, workers, queues, doubts, revokes }: TaskStore): TaskRow {
  const state = stateOf(record.state);
  const { succeededAt, failedAt, revokedAt, rejectedAt } = record;
  return {
    key: record.uuid,
    ordinal: record.ordinal,
    name: names.text(record.nameId),
    state,
    worker: workers.text(record.workerId),
    queue: queues.text(record.queueId),
    args: cut(record.args),
    kwargs: cut(record.kwargs),
    // A success may carry the error of a failure it overruled; in a list that would only mislead.
    exception: state === "SUCCESS" ? null : cut(record.exception, ROW_ERROR),
    retries: record.retries ?? 0,
    eta: record.eta,
    sentAt: record.sentAt,
    receivedAt: record.receivedAt,
    startedAt: record.startedAt,
    finishedAt: finishedAt({ state, succeededAt, failedAt, revokedAt, rejectedAt }),
    runtimeSeconds: record.runtimeSeconds,
    waitMs: record.waitMs,
    orphaned: record.orphanedAt !== null,
    ...(doubts.has(record.row) || record.cancelledAt !== null ? { doubtful: true } : {}),
    ...(revokes.has(record.row) && !record.finished ? { revokeSent: true } : {}),
  };
}

function cut(text: string | null, most = ROW_TEXT): string | null {
  if (text === null || text.length <= most) return text;
  return `${text.slice(0, most - 1)}…`;
}
