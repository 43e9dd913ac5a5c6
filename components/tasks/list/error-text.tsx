"use client";
// Why a task failed, on one line of the list: the exception's type, which leads to all tasks with the same, and its message.
// All of it is told on hover and focus.
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { STATE_LOOKS } from "#components/ui/state-badge.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { readError } from "#lib/pyrepr/error-text.ts";
import { taskPath, tasksPath } from "#lib/routes.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { errorText as words } from "../../words/tasks-list.ts";

export function showsError(row: TaskRow): boolean {
  return row.exception !== null;
}

export function ErrorText({ row }: { readonly row: TaskRow }): ReactNode {
  if (row.exception === null) return null;
  const { type, message } = readError(row.exception);
  const look = STATE_LOOKS[row.state];
  const whole = <span className="font-mono [overflow-wrap:anywhere]">{row.exception}</span>;
  return (
    // Above the link that covers the row.
    <span className={cn("relative z-1 flex min-w-0 flex-1 items-center gap-1 text-sm", look.ink)}>
      <look.icon size={11} strokeWidth={2.6} aria-hidden className="shrink-0" />
      {type !== null && (
        <Tooltip
          content={
            <>
              {whole}
              <span className="mt-1 block text-ink-3">{words.allWithError}</span>
            </>
          }
        >
          <Link
            href={tasksPath({ exception: type })}
            prefetch={false}
            aria-label={words.sameError(type)}
            className="max-w-[60%] shrink-0 truncate rounded-sm font-medium -outline-offset-1 hover:underline"
          >
            {type}
          </Link>
        </Tooltip>
      )}
      {message !== "" && (
        <Tooltip content={whole}>
          <Link
            href={taskPath(row.key)}
            prefetch={false}
            tabIndex={-1}
            className="min-w-0 truncate text-ink-2"
          >
            {message}
          </Link>
        </Tooltip>
      )}
    </span>
  );
}
