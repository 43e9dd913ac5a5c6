// States as people type them: in any case of letters, Celery's event names (`failed`) beside its states.
import { TASK_STATES, type TaskState } from "./task.ts";

const ALSO: Readonly<Record<string, TaskState>> = {
  FAILED: "FAILURE",
  SUCCEEDED: "SUCCESS",
  RETRIED: "RETRY",
  RUNNING: "STARTED",
  ACTIVE: "STARTED",
};

export const STATE_WORDS: readonly string[] = [...TASK_STATES, ...Object.keys(ALSO)].map((word) =>
  word.toLowerCase(),
);

export function stateNamed(word: string): TaskState | null {
  const upper = word.toUpperCase();
  return (Object.hasOwn(ALSO, upper) ? ALSO[upper] : TASK_STATES.find((state) => state === upper)) ?? null;
}
