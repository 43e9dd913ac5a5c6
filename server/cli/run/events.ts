// The live tail: every state a task is seen in, as it happens, and what workers come and go. What changes more often
// than four times a second is seen as it stands then.

import { isoTime } from "#lib/format/time.ts";
import { printTopic } from "#lib/live/topics.ts";
import type { View } from "#lib/live/view.ts";
import type { TasksView } from "#lib/live/views.ts";
import { NEWEST_FIRST, type TaskFilter } from "#lib/tasks/filter.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { safeLine } from "../print/safe.ts";
import type { Session } from "./session.ts";

export interface EventOptions {
  readonly filter: TaskFilter;
  /** Also show workers coming and going: only when nothing is filtered. */
  readonly workers: boolean;
}

export async function runEvents(session: Session, { filter, workers }: EventOptions): Promise<ExitCode> {
  const { target, interrupted } = session;
  const topic = printTopic({ kind: "tasks", filter, sort: NEWEST_FIRST, until: null, page: 0 });
  const tails = [target.watch(topic, tailTasks(session), interrupted)];
  if (workers) tails.push(target.watch("workers", tailWorkers(session), interrupted));
  await Promise.all(tails);
  return EXIT.ok;
}

/** The first view is the past: it is not repeated. */
function tailTasks(session: Session): (view: View) => void {
  const seen = new Map<string, string>();
  let first = true;
  // Until the texts of all that is held were searched, older tasks come into the list that nothing has happened to.
  let begunAfter = Number.POSITIVE_INFINITY;
  let searching = true;
  return (view) => {
    const { newest, searched } = view.info as TasksView["info"]; // of the topic that is watched
    if (first) begunAfter = newest;
    // What a tasks topic lists: the newest hundred, newest first.
    const rows = ((view.lists.tasks ?? []) as readonly TaskRow[]).toReversed();
    for (const row of rows) {
      const state = `${row.state} ${row.retries}`;
      const before = seen.get(row.key);
      seen.set(row.key, state);
      const isFound = searching && before === undefined && row.ordinal <= begunAfter;
      if (!first && before !== state && !isFound) tellTask(session, row);
    }
    first = false;
    searching = searched?.complete === false;
    forgetOld(seen);
  };
}

function tailWorkers(session: Session): (view: View) => void {
  const seen = new Map<string, string>();
  let first = true;
  return (view) => {
    for (const row of (view.lists.workers ?? []) as readonly WorkerRow[]) {
      const before = seen.get(row.key);
      seen.set(row.key, row.status);
      if (!first && before !== row.status) tellWorker(session, row);
    }
    first = false;
  };
}

function tellTask({ json, out, now }: Session, row: TaskRow): void {
  if (json) {
    out(`${JSON.stringify({ type: "task", at: now(), ...row })}\n`);
    return;
  }
  const name = row.name ?? "(name not known)";
  const what = row.exception ?? [row.args, row.kwargs].filter((part) => part !== null).join(" ");
  const parts = [clock(now()), row.state.padEnd(8), row.key, name, row.worker ?? "", what];
  out(
    `${parts
      .filter((part) => part !== "")
      .map(safeLine)
      .join("  ")}\n`,
  );
}

function tellWorker({ json, out, now }: Session, row: WorkerRow): void {
  if (json) out(`${JSON.stringify({ type: "worker", at: now(), ...row })}\n`);
  else out(`${clock(now())}  ${row.status.toUpperCase().padEnd(8)}  ${safeLine(row.key)}\n`);
}

function clock(at: number): string {
  return isoTime(at)?.slice(11, 23) ?? "no time";
}

const MAX_SEEN = 10_000;

function forgetOld(seen: Map<string, string>): void {
  for (const key of seen.keys()) {
    if (seen.size <= MAX_SEEN) return;
    seen.delete(key);
  }
}
