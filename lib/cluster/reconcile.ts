// After a gap: a task that its worker does not name any more, although no end was heard, has ended or gone elsewhere
// while nobody was watching. Its state stays what events told; the doubt is kept beside it (TaskStore.doubts) until the
// next event of the task.

import type { Inspected, RequestInfo } from "../workers/inspect.ts";
import { isCut } from "../workers/parse-inspect.ts";
import type { Gap } from "./gaps.ts";
import type { TaskStore } from "./task-store.ts";
import type { WorkerRecord } from "./worker-record.ts";

/** Compares what events told with what the worker told since the gap; touches the tasks whose doubt changed. */
export function reconcile(worker: WorkerRecord, tasks: TaskStore, gap: Gap | null, now: number): boolean {
  // An answer under a name of several is that of one of them.
  if (gap === null || worker.twinsAt(now) !== undefined) return false;
  const { active, reserved, scheduled } = worker.inspection;
  const runs = idsSince(active, gap);
  if (runs === null) return false;
  let changed = mark(worker.running, runs, tasks, gap, now);
  const waits = idsSince(reserved, gap);
  const timed = idsSince(scheduled === null ? null : { ...scheduled, value: requestsOf(scheduled) }, gap);
  if (waits !== null && timed !== null) {
    changed = mark(worker.reserved, new Set([...runs, ...waits, ...timed]), tasks, gap, now) || changed;
  }
  return changed;
}

function requestsOf({ value }: NonNullable<WorkerRecord["inspection"]["scheduled"]>) {
  return value?.map(({ request }) => request) ?? null;
}

/** null when the worker has not told since, or told more than is kept. */
function idsSince(part: Inspected<readonly RequestInfo[]> | null, gap: Gap): ReadonlySet<string> | null {
  if (part === null || part.value === null || part.at < gap.to || isCut(part)) return null;
  return new Set(part.value.map(({ uuid }) => uuid));
}

function mark(
  rows: ReadonlySet<number>,
  known: ReadonlySet<string>,
  tasks: TaskStore,
  gap: Gap,
  now: number,
): boolean {
  let changed = false;
  for (const row of rows) {
    const task = tasks.at(row);
    const doubtful = !known.has(task.uuid) && task.lastSeenAt <= gap.to;
    if (doubtful === tasks.doubts.has(row)) continue;
    if (doubtful) tasks.doubts.set(row, now);
    else tasks.doubts.delete(row);
    tasks.touch(row);
    changed = true;
  }
  return changed;
}
