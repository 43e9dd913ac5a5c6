"use client";
// No task of that uuid is held: whether it never was seen or made room for others nobody can know, so both are said.
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page, PageHead } from "#components/ui/page.tsx";
import { formatCount, plural } from "#lib/format/number.ts";
import type { TaskView } from "#lib/live/views.ts";
import { TASKS_PATH } from "#lib/routes.ts";

export interface TaskNotFoundProps {
  readonly uuid: string;
  readonly info: Pick<TaskView["info"], "held" | "evicted" | "maxTasks">;
  /** What was done to it, which fetches for itself. */
  readonly deeds?: ReactNode;
}

export function TaskNotFound({ uuid, info, deeds }: TaskNotFoundProps): ReactNode {
  const { held, evicted, maxTasks } = info;
  return (
    <Page>
      <PageHead
        title="Task"
        note={<span className="font-mono text-sm [overflow-wrap:anywhere]">{uuid}</span>}
      />
      <Card label="Not held">
        <EmptyState
          icon={<SearchX size={22} aria-hidden />}
          title="Umbel does not hold this task"
          action={<ButtonLink href={TASKS_PATH}>All tasks</ButtonLink>}
        >
          <ul className="mt-1 grid gap-1.5 text-left">
            <li>
              <b className="font-medium text-ink">Never seen:</b> it ran before Umbel connected, its worker
              sends no task events (start it with <code>-E</code>), or the uuid belongs to another cluster.
            </li>
            <li>
              <b className="font-medium text-ink">No longer held:</b> at most {plural(maxTasks, "task")} are
              held (<code>--max-tasks</code>); older ones make room for new ones.
              {/* A line of its own: figures that grow break no other one. */}
              <span className="block whitespace-nowrap tabular-nums">
                Now: {formatCount(held)} held, {formatCount(evicted)} made room.
              </span>
            </li>
            <li>
              <b className="font-medium text-ink">Never sent:</b> Celery reports any id that it does not know
              as <code>PENDING</code>, so that state in the result backend does not mean that it is waiting.
            </li>
            <li>If it is seen from now on, this page fills in by itself.</li>
          </ul>
        </EmptyState>
      </Card>
      {deeds}
    </Page>
  );
}
