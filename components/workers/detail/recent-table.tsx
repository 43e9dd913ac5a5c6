"use client";
// The newest tasks that events placed on this worker. Under the pointer the list stands still; its rows still change.
import { memo, type ReactNode, useState } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { taskPath, tasksPath } from "#lib/routes.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { ranOf } from "#lib/tasks/times.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Link } from "../../ui/link.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { Elapsed, Time } from "../../ui/time.tsx";
import { heads, ofTasks } from "../../words/shared.ts";
import { recentTable as words } from "../../words/workers-detail.ts";
import { useHeldRows } from "./use-held-rows.ts";

export interface RecentTableProps {
  readonly tasks: readonly TaskRow[];
  readonly worker: WorkerRow;
}

export function RecentTable({ tasks, worker }: RecentTableProps): ReactNode {
  const [held, setHeld] = useState(false);
  const { shown, newer } = useHeldRows(tasks, held);
  if (tasks.length === 0) {
    return (
      <EmptyState title={words.none}>
        {worker.taskEvents === false ? words.noneEventsOff : words.noneYet}
      </EmptyState>
    );
  }
  return (
    <div
      onPointerEnter={(event) => setHeld(event.pointerType === "mouse")}
      onPointerLeave={() => setHeld(false)}
    >
      <Table label={words.title} className="table-fixed">
        <thead>
          <tr>
            <Th className="w-28">{heads.state}</Th>
            <Th className="md:w-1/4">{heads.task}</Th>
            <Th className="max-md:hidden">{heads.arguments}</Th>
            <Th num className="w-28 max-sm:hidden">
              {ofTasks.received}
            </Th>
            <Th num className="w-24 max-md:hidden">
              {ofTasks.waited}
            </Th>
            <Th num className="w-24">
              {ofTasks.ran}
            </Th>
          </tr>
        </thead>
        <tbody>
          {shown.map((task, line) => (
            // A line is its place: tasks flow through the lines, and no line moves.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <RecentLine key={line} task={task} />
          ))}
        </tbody>
      </Table>
      <div className="flex items-center gap-3 border-line border-t px-4 py-2">
        <ButtonLink size="sm" href={tasksPath({ worker: worker.key })}>
          {words.all}
        </ButtonLink>
        {newer > 0 && <span className="text-ink-3 text-sm">{words.newer(newer)}</span>}
      </div>
    </div>
  );
}

const RecentLine = memo(function RecentLine({ task }: { readonly task: TaskRow }): ReactNode {
  return (
    <Tr>
      <Td>
        <span className="flex">
          <StateBadge state={task.state} />
        </span>
      </Td>
      <Td>
        <Link href={taskPath(task.key)} className="font-medium hover:underline">
          <TaskName name={task.name} />
        </Link>
      </Td>
      <Td className="font-mono text-ink-2 text-sm max-md:hidden">
        {task.exception ?? `${task.args ?? ""} ${task.kwargs ?? ""}`}
      </Td>
      <Td num className="text-ink-2 max-sm:hidden">
        <Time at={task.receivedAt ?? task.startedAt ?? task.sentAt} />
      </Td>
      <Td num className="text-ink-2 max-md:hidden">
        {task.waitMs === null ? <span className="text-ink-3">–</span> : formatDuration(task.waitMs)}
      </Td>
      <Td num>
        <Ran task={task} />
      </Td>
    </Tr>
  );
});

function Ran({ task }: { readonly task: TaskRow }): ReactNode {
  if (task.state === "STARTED" && task.startedAt !== null) {
    return <Elapsed since={task.startedAt} className="text-started" />;
  }
  const ms = ranOf(task);
  return ms === null ? <span className="text-ink-3">–</span> : formatDuration(ms);
}
