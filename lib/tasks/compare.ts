// Orders of the task list. Unknown values come last in either direction; ties are broken by order of first sight,
// newest first, so that every order is total and pages do not overlap.
import type { TaskNames, TaskRecord } from "../cluster/task-record.ts";
import type { TaskSort } from "./filter.ts";

export type Compare = (a: TaskRecord, b: TaskRecord) => number;

export function compareBy({ by, descending }: TaskSort, names: TaskNames): Compare {
  switch (by) {
    case "seen":
      return descending ? (a, b) => b.ordinal - a.ordinal : (a, b) => a.ordinal - b.ordinal;
    case "name":
      return byText((record) => names.names.text(record.nameId), descending);
    case "worker":
      return byText((record) => names.workers.text(record.workerId), descending);
    case "state":
      return byNumber((record) => record.state, descending);
    case "received":
      return byNumber((record) => record.receivedAt, descending);
    case "started":
      return byNumber((record) => record.startedAt, descending);
    case "runtime":
      return byNumber((record) => record.runtimeSeconds, descending);
    case "wait":
      return byNumber((record) => record.waitMs, descending);
  }
}

function byNumber(of: (record: TaskRecord) => number | null, descending: boolean): Compare {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [of(a), of(b)];
    if (left === right) return b.ordinal - a.ordinal;
    if (left === null) return 1;
    if (right === null) return -1;
    return sign * (left - right);
  };
}

function byText(of: (record: TaskRecord) => string | null, descending: boolean): Compare {
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [left, right] = [of(a), of(b)];
    if (left === right) return b.ordinal - a.ordinal;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  };
}

/** The first `count` of the order, sorted, without sorting everything. Changes `records`. */
export function takeFirst(records: TaskRecord[], compare: Compare, count: number): TaskRecord[] {
  if (records.length <= count * 4) return records.sort(compare).slice(0, count);
  let kept: TaskRecord[] = [];
  let worst: TaskRecord | undefined;
  for (const record of records) {
    if (worst !== undefined && compare(record, worst) >= 0) continue;
    kept.push(record);
    if (kept.length < count * 2) continue;
    kept = kept.sort(compare).slice(0, count);
    worst = kept.at(-1);
  }
  return kept.sort(compare).slice(0, count);
}
