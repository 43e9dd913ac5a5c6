"use client";
// Every attempt of the task, newest first.
import type { ReactNode } from "react";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { StateBadge } from "#components/ui/state-badge.tsx";
import { Time } from "#components/ui/time.tsx";
import { formatDuration } from "#lib/format/duration.ts";
import type { Task } from "#lib/tasks/task.ts";
import { ofTasks } from "../../words/shared.ts";
import { attemptsCard as words } from "../../words/tasks-detail.ts";
import { type AttemptLine, prepareAttempts } from "./attempts.ts";

export interface AttemptsCardProps {
  readonly task: Task;
  /** The attempt whose error is shown beside. */
  readonly shown: number | null;
  readonly onShow: (attempt: number) => void;
}

export function AttemptsCard({ task, shown, onShow }: AttemptsCardProps): ReactNode {
  const { lines, missing } = prepareAttempts(task);
  if (lines.length + missing < 2) return null;
  return (
    <Card title={words.title} bodyClassName="px-4 pb-2">
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <Line key={line.number} line={line} shown={line.number === shown} onShow={onShow} />
        ))}
      </ul>
      {missing > 0 && <p className="border-line border-t py-2 text-ink-3">{words.missing(missing)}</p>}
    </Card>
  );
}

interface LineProps {
  readonly line: AttemptLine;
  readonly shown: boolean;
  readonly onShow: (attempt: number) => void;
}

function Line({ line, shown, onShow }: LineProps): ReactNode {
  const remarks = [
    line.worker,
    line.sameAs === null ? null : words.sameError(line.sameAs),
    line.afterMs === null ? null : words.startedAfter(line.afterMs, line.number - 1),
  ].filter((part) => part !== null);
  return (
    <li className="grid grid-cols-[18px_minmax(0,1fr)_auto] items-center gap-x-2 py-2">
      <StateBadge state={line.state} iconOnly />
      <div className="min-w-0">
        <div className="truncate" title={line.exception ?? ""}>
          <b className="font-semibold">{line.number}</b>
          {line.exceptionType !== null && " · "}
          {line.exceptionType !== null && (
            <button
              type="button"
              aria-pressed={shown}
              title={words.showTraceback}
              onClick={() => onShow(line.number)}
              className={cn("rounded-sm hover:underline", shown ? "font-medium" : "text-accent")}
            >
              {line.exceptionType}
            </button>
          )}
        </div>
        <div className="text-ink-3 text-sm">{remarks.join(" · ")}</div>
      </div>
      <div className="text-right">
        <div>{line.ranMs === null ? <span className="text-ink-3">–</span> : formatDuration(line.ranMs)}</div>
        <div className="text-ink-3 text-sm">
          {line.finishedAt === null ? notFinished(line.state) : <Time at={line.finishedAt} as="clock" />}
        </div>
      </div>
    </li>
  );
}

function notFinished(state: AttemptLine["state"]): string {
  return state === "STARTED" ? ofTasks.stillRunning : words.unfinished;
}
