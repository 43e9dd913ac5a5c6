// The BatchLog port: what must be remembered of batches so that a restart can show and resume them. One line a step.
import type { Batch, BatchItem } from "#lib/batches/batch.ts";
import type { TaskState } from "#lib/tasks/task.ts";

/** A task that somebody has chosen, and its state then; null or absent: not known. */
export type ChosenItem = readonly [uuid: string, name: string | null, state?: TaskState | null];

/** What a batch would be about (selection.ts). */
export interface Selected {
  readonly items: readonly ChosenItem[];
  /** Address of the list; null when they were picked one by one. */
  readonly query: string | null;
}

export type BatchHead = Pick<Batch, "key" | "kind" | "createdAt" | "actor" | "reason" | "query" | "rate"> & {
  /** For tasks whose queue nobody knows; null: such tasks are blocked. */
  readonly queue: string | null;
};

export type LogLine =
  | {
      readonly step: "begun";
      readonly batch: BatchHead;
      readonly items: readonly ChosenItem[];
    }
  | { readonly step: "item"; readonly batch: string; readonly item: Omit<BatchItem, "name" | "newState"> }
  | {
      readonly step: "status";
      readonly batch: string;
      readonly status: Batch["status"];
      readonly problem: string | null;
      readonly at: number;
    };

export interface BatchLog {
  /** Resolves once the line is kept; rejects when it cannot be, and then what it tells must not be done. */
  append(line: LogLine): Promise<void>;
  /** What was kept by whoever ran before, oldest first. */
  read(): Promise<readonly LogLine[]>;
}

/** Remembers nothing over a restart: for the demo, and where no file can be written. */
export const NO_LOG: BatchLog = { append: async () => {}, read: async () => [] };
