// Orders of the task list as numbers, smallest first. Unknown values come last in either direction; ties are broken by
// order of first sight, newest first, so that every order is total and pages do not overlap.
import type { Dictionary } from "../cluster/dictionary.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import type { TaskSort, TaskSortBy } from "./filter.ts";

/** Of a row; smallest first. */
export type SortKey = (row: number) => number;

const UNKNOWN = Number.POSITIVE_INFINITY;

export function sortKey({ by, descending }: TaskSort, { columns }: TaskStore): SortKey {
  const value = columnOf(by, columns);
  const sign = descending ? -1 : 1;
  return (row) => {
    const told = value(row);
    return Number.isNaN(told) ? UNKNOWN : sign * told;
  };
}

function columnOf(by: TaskSortBy, columns: TaskStore["columns"]): SortKey {
  const { ordinal, state, receivedAt, startedAt, runtimeSeconds, waitMs } = columns;
  switch (by) {
    case "seen":
      return (row) => ordinal[row] ?? Number.NaN;
    case "name":
      return byRank(columns.names, columns.nameId);
    case "worker":
      return byRank(columns.workers, columns.workerId);
    case "state":
      return (row) => state[row] ?? Number.NaN;
    case "received":
      return (row) => receivedAt[row] ?? Number.NaN;
    case "started":
      return (row) => startedAt[row] ?? Number.NaN;
    case "runtime":
      return (row) => runtimeSeconds[row] ?? Number.NaN;
    case "wait":
      return (row) => waitMs[row] ?? Number.NaN;
  }
}

/** The place of each text among all, instead of comparing texts a million times. */
function byRank(dictionary: Dictionary, ids: Uint32Array): SortKey {
  const ranks = new Float64Array(dictionary.width).fill(Number.NaN);
  for (const [rank, text] of dictionary.texts().toSorted().entries()) {
    ranks[dictionary.find(text) ?? 0] = rank;
  }
  return (row) => ranks[ids[row] ?? 0] ?? Number.NaN;
}
