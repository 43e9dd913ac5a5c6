// What the state tells as it applies events: series and metrics are made of these calls, never of a second reading.
import type { TaskEvent } from "../events/event.ts";
import type { Credit } from "./fold.ts";
import type { TaskRecord } from "./task-record.ts";

export type Outcome = Credit["kind"];

export interface ClusterListener {
  /** Every task event, repeated ones too; the record is as it became. */
  onTaskEvent(event: TaskEvent, task: TaskRecord, now: number): void;
  /** A run came to this, told once for each run of a task however often the event comes. */
  onOutcome(outcome: Outcome, event: TaskEvent, task: TaskRecord, now: number): void;
  onWorkerForgotten(hostname: string): void;
}

export const NO_LISTENER: ClusterListener = {
  onTaskEvent: () => {},
  onOutcome: () => {},
  onWorkerForgotten: () => {},
};
