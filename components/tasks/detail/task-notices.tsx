"use client";
// What needs saying before anything else about a task: its worker was lost, it expired, somebody ended it, its own notes.
import type { ReactNode } from "react";
import { Time } from "#components/ui/time.tsx";
import { MAX_RUNS_TOLD, type Task } from "#lib/tasks/task.ts";
import { Notice } from "./notice.tsx";
import { signalName } from "./signal-name.ts";

export function TaskNotices({ task }: { readonly task: Task }): ReactNode {
  const notices = [orphaned(task), ranAgain(task), cancelled(task), revoked(task), note(task)].filter(
    (notice) => notice !== null,
  );
  return notices.length === 0 ? null : <div className="grid gap-2">{notices}</div>;
}

function orphaned(task: Task): ReactNode {
  if (task.orphanedAt === null) return null;
  if (task.state !== "STARTED") {
    return (
      <Notice key="orphaned" level="bad">
        <b className="font-semibold">Its worker fell silent or left</b> <Time at={task.orphanedAt} /> before
        it started the task.
      </Notice>
    );
  }
  return (
    <Notice key="orphaned" level="bad">
      <b className="font-semibold">Its worker fell silent or left</b> <Time at={task.orphanedAt} /> while it
      ran the task. It may still run: a worker that shuts down finishes its tasks without sending heartbeats.
      If the process is gone, the broker delivers the task again only if it is acknowledged late (
      <code>acks_late</code>; on Redis after the visibility timeout). Otherwise it is lost.
    </Notice>
  );
}

function ranAgain({ otherRuns }: Task): ReactNode {
  if (otherRuns.length === 0) return null;
  const atLeast = otherRuns.length >= MAX_RUNS_TOLD ? "at least " : "";
  const more = otherRuns.length === 1 ? "once more" : `${atLeast}${otherRuns.length} times more`;
  return (
    <Notice key="runs" level="warn">
      <b className="font-semibold">It was delivered again, and run {more}</b> under this uuid. The run that
      its state comes from is shown. The {otherRuns.length === 1 ? "other" : "others"}:{" "}
      {otherRuns.map(({ state, worker, pid, startedAt, finishedAt, receivedAt }, index) => (
        <span key={`${worker} ${pid} ${startedAt ?? receivedAt ?? finishedAt}`}>
          {index > 0 && "; "}
          {state === "PENDING" ? "given back" : state} on {worker}
          {pid !== null && `, process ${pid}`}
          {startedAt !== null && (
            <>
              , started <Time at={startedAt} />
            </>
          )}
          {finishedAt !== null && (
            <>
              , finished <Time at={finishedAt} />
            </>
          )}
        </span>
      ))}
      .
    </Notice>
  );
}

function cancelled(task: Task): ReactNode {
  if (task.cancelledAt === null) return null;
  return (
    <Notice key="cancelled" level="bad">
      <b className="font-semibold">Its worker let go of it</b> <Time at={task.cancelledAt} /> while it shut
      down or lost the broker. If it is acknowledged late (<code>acks_late</code>), the broker delivers it
      again; otherwise it is lost, because no queue holds it any more. Events do not say which.
    </Notice>
  );
}

function revoked(task: Task): ReactNode {
  if (task.state !== "REVOKED") return null;
  const why =
    task.expired === true
      ? "It expired before a worker could run it."
      : task.terminated === true
        ? `It was terminated while it ran${task.signum === null ? "" : `, with ${signalName(task.signum)}`}.`
        : "It was revoked before it ran.";
  return (
    <Notice key="revoked" level="info">
      {why}
    </Notice>
  );
}

function note(task: Task): ReactNode {
  if (task.note === null) return null;
  return (
    <Notice key="note" level="info">
      <b className="font-semibold">task-{task.note.subject}</b>{" "}
      <Time at={task.note.at} className="text-ink-3" />{" "}
      <span className="font-mono text-sm [overflow-wrap:anywhere]">{task.note.text}</span>
    </Notice>
  );
}
