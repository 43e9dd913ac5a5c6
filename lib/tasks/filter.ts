// Which tasks a list shows, in which order. Printed into topics and page URLs; one canonical spelling per meaning.
import type { TaskState } from "./task.ts";

export interface TaskFilter {
  /** Empty means every state. */
  readonly states: readonly TaskState[];
  /** Exact name, or a pattern with `*`. */
  readonly name: string | null;
  readonly worker: string | null;
  readonly queue: string | null;
  /** Case-insensitive substring of uuid, name, args, kwargs, result, exception, worker. */
  readonly text: string | null;
}

export const TASK_SORTS = [
  "seen",
  "name",
  "state",
  "worker",
  "received",
  "started",
  "runtime",
  "wait",
] as const;
export type TaskSortBy = (typeof TASK_SORTS)[number];
export interface TaskSort {
  /** `seen` is order of first sight, the default and the cheapest. */
  readonly by: TaskSortBy;
  readonly descending: boolean;
}

export const NO_FILTER: TaskFilter = { states: [], name: null, worker: null, queue: null, text: null };
export const NEWEST_FIRST: TaskSort = { by: "seen", descending: true };
