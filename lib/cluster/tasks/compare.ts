// Orders of the task list as numbers, smallest first. Unknown values come last in either direction; ties are broken by
// order of first sight, newest first, so that every order is total and pages do not overlap.

import type { TaskSort, TaskSortBy } from "../../tasks/filter.ts";
import type { Dictionary } from "../dictionary.ts";
import type { TaskStore } from "../task-store.ts";

/** Of a row; smallest first. */
export type SortKey = (row: number) => number;

/** What is sorted by: `values` by row or, when there are `ids`, by the row's id. NaN is unknown. */
export interface SortColumn {
  readonly values: Float64Array | Uint8Array;
  readonly ids: Uint32Array | null;
}

const UNKNOWN = Number.POSITIVE_INFINITY;

export function sortKey({ by, descending }: TaskSort, store: TaskStore): SortKey {
  const { values, ids } = sortColumn(by, store);
  return (row) => toKey(values[ids === null ? row : (ids[row] ?? 0)] ?? Number.NaN, descending);
}

export function toKey(value: number, descending: boolean): number {
  return Number.isNaN(value) ? UNKNOWN : descending ? -value : value;
}

export function sortColumn(by: TaskSortBy, { columns }: TaskStore): SortColumn {
  const { ordinal, state, receivedAt, startedAt, ranMs, waitMs } = columns;
  switch (by) {
    case "seen":
      return { values: ordinal, ids: null };
    case "name":
      return { values: ranksOf(columns.names), ids: columns.nameId };
    case "worker":
      return { values: ranksOf(columns.workers), ids: columns.workerId };
    case "state":
      return { values: state, ids: null };
    case "received":
      return { values: receivedAt, ids: null };
    case "started":
      return { values: startedAt, ids: null };
    case "runtime":
      return { values: ranMs, ids: null };
    case "wait":
      return { values: waitMs, ids: null };
  }
}

/** The place of each text among all, instead of comparing texts a million times. */
function ranksOf(dictionary: Dictionary): Float64Array {
  const ranks = new Float64Array(dictionary.width).fill(Number.NaN);
  for (const [rank, text] of dictionary.texts().toSorted().entries()) {
    ranks[dictionary.find(text) ?? 0] = rank;
  }
  return ranks;
}
