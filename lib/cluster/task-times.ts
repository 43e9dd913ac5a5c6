// The times of a task in its columns. It may be told to have ended in several ways, which nearly none is: the columns
// hold the first kind of end (an index in TASK_STATES), the others lie beside them.
import { stateCode } from "../tasks/precedence.ts";
import { ranOf } from "../tasks/times.ts";
import type { TaskColumns } from "./task-columns.ts";

/** The first state that is an end. */
const FINISHED = stateCode("REJECTED");

export function endOf(columns: TaskColumns, row: number, kind: number): number | null {
  if (columns.endKind[row] === kind) return known(columns.endedAt[row]);
  return columns.rare(row)?.endedAt.get(kind) ?? null;
}

export function setEnd(columns: TaskColumns, row: number, kind: number, at: number | null): void {
  if (columns.endKind[row] === kind || (at !== null && columns.endKind[row] === 0)) {
    columns.endKind[row] = at === null ? 0 : kind;
    columns.endedAt[row] = at ?? Number.NaN;
    setOtherEnd(columns, row, kind, null);
  } else setOtherEnd(columns, row, kind, at);
}

function setOtherEnd(columns: TaskColumns, row: number, kind: number, at: number | null): void {
  const ended = columns.rare(row)?.endedAt;
  if (at === null && !ended?.has(kind)) return;
  const ends = new Map(ended);
  if (at === null) ends.delete(kind);
  else ends.set(kind, at);
  columns.makeRare(row).endedAt = ends;
}

/** The newest of what a worker told; −∞ before anything. */
export function newestWorkerAt(columns: TaskColumns, row: number): number {
  let newest = Number.NEGATIVE_INFINITY;
  const received = columns.receivedAt[row] ?? 0;
  const started = columns.startedAt[row] ?? 0;
  const ended = columns.endedAt[row] ?? 0;
  // NaN is greater than nothing.
  if (received > newest) newest = received;
  if (started > newest) newest = started;
  if (ended > newest) newest = ended;
  for (const at of columns.rare(row)?.endedAt.values() ?? []) if (at > newest) newest = at;
  return newest;
}

/** To be called when a time, the state or the runtime changed. */
export function setRan(columns: TaskColumns, row: number): void {
  const state = columns.state[row] ?? 0;
  const ran = ranOf({
    runtimeSeconds: known(columns.runtimeSeconds[row]),
    startedAt: known(columns.startedAt[row]),
    finishedAt: state >= FINISHED ? endOf(columns, row, state) : null,
  });
  columns.ranMs[row] = ran ?? Number.NaN;
}

/** Columns have NaN where nothing is known. */
export function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
