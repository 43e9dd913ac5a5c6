"use client";
// What needs saying before anything else about a task: its worker was lost, it expired, somebody ended it, its own notes.
import type { ReactNode } from "react";
import { Time } from "#components/ui/time.tsx";
import { MAX_RUNS_TOLD, type Task } from "#lib/tasks/task.ts";
import { taskNotices as words } from "../../words/tasks-detail.ts";
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
        <b className="font-semibold">{words.workerGone}</b> <Time at={task.orphanedAt} />
        {words.goneBefore}
      </Notice>
    );
  }
  return (
    <Notice key="orphaned" level="bad">
      <b className="font-semibold">{words.workerGone}</b> <Time at={task.orphanedAt} />
      {words.goneWhile[0]}
      <code>{words.goneWhile[1]}</code>
      {words.goneWhile[2]}
    </Notice>
  );
}

function ranAgain({ otherRuns }: Task): ReactNode {
  if (otherRuns.length === 0) return null;
  return (
    <Notice key="runs" level="warn">
      <b className="font-semibold">{words.ranAgain(otherRuns.length, otherRuns.length >= MAX_RUNS_TOLD)}</b>
      {words.ranAgainMeans(otherRuns.length)}
      {otherRuns.map(({ state, worker, pid, startedAt, finishedAt, receivedAt }, index) => (
        <span key={`${worker} ${pid} ${startedAt ?? receivedAt ?? finishedAt}`}>
          {index > 0 && "; "}
          {words.otherRun(state, worker)}
          {pid !== null && words.ofProcess(pid)}
          {startedAt !== null && (
            <>
              {words.started}
              <Time at={startedAt} />
            </>
          )}
          {finishedAt !== null && (
            <>
              {words.finished}
              <Time at={finishedAt} />
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
      <b className="font-semibold">{words.letGo[0]}</b> <Time at={task.cancelledAt} />
      {words.letGo[1]}
      <code>{words.letGo[2]}</code>
      {words.letGo[3]}
    </Notice>
  );
}

function revoked(task: Task): ReactNode {
  if (task.state !== "REVOKED") return null;
  const why =
    task.expired === true
      ? words.expired
      : task.terminated === true
        ? words.terminated(task.signum === null ? null : signalName(task.signum))
        : words.revoked;
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
      <b className="font-semibold">{words.custom(task.note.subject)}</b>{" "}
      <Time at={task.note.at} className="text-ink-3" />{" "}
      <span className="font-mono text-sm [overflow-wrap:anywhere]">{task.note.text}</span>
    </Notice>
  );
}
