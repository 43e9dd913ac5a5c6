// A batch: one thing done to many tasks, at a bounded rate, with an outcome for each. Shared by server, API and pages.
import type { TaskState } from "../tasks/task.ts";

export const BATCH_KINDS = ["retry", "revoke", "terminate"] as const;
export type BatchKind = (typeof BATCH_KINDS)[number];

/** `interrupted`: Umbel ended while it ran; it can be resumed or aborted. */
export const BATCH_STATUSES = ["running", "finished", "aborted", "interrupted"] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

/**
 * `unknown`: Umbel ended between the beginning and the end of doing it, so that nobody can tell; it is never done again by
 * itself.
 */
export const ITEM_STATUSES = ["waiting", "doing", "done", "skipped", "failed", "unknown"] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export const MAX_BATCH_ITEMS = 10_000;
/** Batches that are kept, with their items. */
export const MAX_BATCHES = 200;
export const MAX_RATE = 1_000;
export const DEFAULT_RATE = 50;

/** `key` is the task's uuid. */
export interface BatchItem {
  readonly key: string;
  readonly name: string | null;
  readonly status: ItemStatus;
  /** Why it was skipped or failed, or what was done. */
  readonly text: string | null;
  /** The task that it was retried as. */
  readonly newUuid: string | null;
  /** State of that task, as far as it is known. */
  readonly newState: TaskState | null;
  readonly at: number | null;
}

/** `key` is the batch's id. */
export interface Batch {
  readonly key: string;
  readonly kind: BatchKind;
  readonly status: BatchStatus;
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly actor: string;
  readonly reason: string | null;
  /** Address of the task list that was selected as a whole; null when tasks were picked one by one. */
  readonly query: string | null;
  /** Items a second, at most. */
  readonly rate: number;
  /** Why it ended early; null normally. */
  readonly problem: string | null;
  readonly total: number;
  readonly counts: Readonly<Record<ItemStatus, number>>;
  /** Of a retry: how the new tasks ended, as far as they have. */
  readonly outcomes: { readonly succeeded: number; readonly failed: number };
}

export const NO_COUNTS: Batch["counts"] = {
  waiting: 0,
  doing: 0,
  done: 0,
  skipped: 0,
  failed: 0,
  unknown: 0,
};

export function isOver({ status }: Pick<Batch, "status">): boolean {
  return status === "finished" || status === "aborted";
}
