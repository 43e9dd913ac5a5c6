// What the command line acts on: a running Umbel, or a broker without one. Both answer the same questions.
import type { ControlOutcome } from "#lib/control/outcome.ts";
import type { JsonObject } from "#lib/json.ts";
import type { Finding, FindingsList } from "#lib/live/findings/finding.ts";
import type { View } from "#lib/live/view.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import type { TaskFilter, TaskSort } from "#lib/tasks/filter.ts";
import type { Task, TaskRow } from "#lib/tasks/task.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";

export interface Addressees {
  /** Worker names; null: every worker, or those of the pattern. */
  readonly destination: readonly string[] | null;
  readonly pattern: string | null;
  readonly matcher: "glob" | "pcre" | null;
}

export interface Send extends Addressees {
  readonly command: string;
  readonly custom: boolean;
  readonly args: JsonObject;
  /** null: the command's own. */
  readonly timeoutSeconds: number | null;
  readonly reason: string | null;
}

export interface TaskQuestion {
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
  readonly limit: number;
}

export interface TaskAnswer {
  readonly rows: readonly TaskRow[];
  readonly total: number;
  /** How far the texts were searched; null or absent: all that was asked for. */
  readonly searched?: { readonly tasks: number; readonly of: number; readonly complete: boolean } | null;
}

/** Every method rejects with UmbelError. */
export interface Target {
  /** For people: what it is. */
  readonly name: string;
  send(send: Send): Promise<ControlOutcome>;
  purge(queue: string, reason: string | null): Promise<{ readonly removed: number }>;
  tasks(question: TaskQuestion): Promise<TaskAnswer>;
  task(uuid: string): Promise<Task | null>;
  workers(): Promise<readonly WorkerRow[]>;
  queues(): Promise<readonly QueueRow[]>;
  /** What is wrong. */
  findings(): Promise<FindingsList>;
  /** By its key, with what others should know. */
  acknowledge(key: string, note: string | null): Promise<Finding>;
  unacknowledge(key: string, reason: string | null): Promise<Finding>;
  /** Shows each moment of a live topic, beginning with the present one. Resolves when `ended` does. */
  watch(topic: string, onView: (view: View) => void, ended: Promise<void>): Promise<void>;
  close(): Promise<void>;
}
