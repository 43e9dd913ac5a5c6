// What a stored result says beside the events: where the two contradict each other, and how far a task says it is.
import type { TaskResultAnswer } from "#lib/api/send-schemas.ts";
import type { Json } from "#lib/json.ts";
import type { TaskView } from "#lib/live/views.ts";
import { isFinished } from "#lib/tasks/precedence.ts";
import { TASK_STATES, type Task } from "#lib/tasks/task.ts";
import { resultWords as words } from "../../words/tasks-detail.ts";

type Stored = NonNullable<TaskResultAnswer["result"]>;

/** null when they agree, as far as both can know. */
export function contradiction(
  task: Pick<Task, "state" | "startedAt">,
  { status, doneAt }: Pick<Stored, "status" | "doneAt">,
  runsBy: TaskView["info"]["runsBy"],
): string | null {
  const there = TASK_STATES.find((state) => state === status);
  if (there === undefined || there === task.state || !isFinished(there)) return null;
  const both = words.differ(there, task.state);
  if (isFinished(task.state)) return `${both}.`;
  if (there === "REVOKED") {
    return words.revokedEarly(both);
  }
  const { startedAt } = task;
  if (doneAt !== null && startedAt !== null && doneAt < startedAt) {
    return words.older(both);
  }
  if (runsBy !== null && (doneAt === null || runsBy.at > doneAt)) {
    return words.runs(both, runsBy.worker);
  }
  return words.noEvent(both);
}

/** From `update_state(state="PROGRESS", meta={"current": 3, "total": 10})` and its usual spellings. */
export function progressOf({
  status,
  value,
}: Pick<Stored, "status" | "value">): { share: number; text: string } | null {
  if (TASK_STATES.some((state) => state === status)) return null;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  // Not a list, so it has named members.
  const meta = value as { readonly [key: string]: Json };
  const done = firstNumber(meta, ["current", "done", "progress", "completed", "i"]);
  const total = firstNumber(meta, ["total", "of", "n"]) ?? (typeof meta.percent === "number" ? 100 : null);
  const reached = done ?? firstNumber(meta, ["percent"]);
  if (reached === null || total === null || total <= 0) return null;
  const share = Math.min(1, Math.max(0, reached / total));
  return { share, text: words.progress(status, reached, total) };
}

function firstNumber(meta: { readonly [key: string]: Json }, names: readonly string[]): number | null {
  for (const name of names) {
    const value = meta[name];
    if (typeof value === "number") return value;
  }
  return null;
}
