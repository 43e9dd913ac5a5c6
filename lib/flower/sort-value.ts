// What a list is put in order by: any key of the task object (task-object.ts), by that name.

import type { TaskRecord } from "../cluster/task-record.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import { stateOf } from "../tasks/precedence.ts";
import type { SortValue } from "./selection.ts";

const VALUES: Readonly<Record<string, (task: TaskRecord) => SortValue>> = {
  uuid: (task) => cut(task.uuid),
  name: (task) => cut(task.columns.names.text(task.nameId)),
  state: (task) => stateOf(task.state),
  worker: (task) => cut(task.columns.workers.text(task.workerId)),
  received: (task) => task.receivedAt,
  sent: (task) => task.sentAt,
  started: (task) => task.startedAt,
  rejected: (task) => task.rejectedAt,
  succeeded: (task) => task.succeededAt,
  failed: (task) => task.failedAt,
  retried: (task) => task.retriedAt,
  revoked: (task) => task.revokedAt,
  args: (task) => cut(task.args),
  kwargs: (task) => cut(task.kwargs),
  result: (task) => cut(task.result),
  exception: (task) => cut(task.exception),
  traceback: (task) => cut(task.traceback),
  eta: (task) => task.eta,
  expires: (task) => task.expires,
  retries: (task) => task.retries,
  runtime: (task) => task.runtimeSeconds,
  timestamp: (task) => (Number.isFinite(task.timestamp) ? task.timestamp : null),
  exchange: (task) => cut(task.exchange),
  routing_key: (task) => cut(task.routingKey),
  clock: (task) => task.clock,
  client: (task) => task.client,
  root_id: (task) => task.rootId,
  root: (task) => task.rootId,
  parent_id: (task) => task.parentId,
  parent: (task) => task.parentId,
};
/** Enough of a long text to put it in its place, which does not depend on the case of letters. */
const MAX_KEY = 200;

export function sortValueOf(key: string, store: TaskStore): (row: number) => SortValue {
  const value = Object.hasOwn(VALUES, key) ? VALUES[key] : undefined;
  return value === undefined ? () => null : (row) => value(store.at(row));
}

/** Positions of the selected in order; equal ones by their uuids, in the same direction. */
export function inOrder(
  keys: readonly SortValue[],
  uuids: readonly string[],
  descending: boolean,
): readonly number[] {
  const sign = descending ? -1 : 1;
  return Array.from(keys, (_, place) => place).sort(
    (a, b) =>
      sign * (compare(keys[a] ?? null, keys[b] ?? null) || compare(uuids[a] ?? null, uuids[b] ?? null)),
  );
}

function compare(a: SortValue, b: SortValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

function cut(text: string | null): string | null {
  return text === null ? null : text.slice(0, MAX_KEY).toLowerCase();
}
