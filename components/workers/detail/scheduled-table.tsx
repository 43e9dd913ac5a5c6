"use client";
// Tasks that wait in the worker for their ETA, soonest first.
import { Ban } from "lucide-react";
import type { ReactNode } from "react";
import { taskPath } from "#lib/routes.ts";
import { parseIso } from "#lib/tasks/times.ts";
import type { ScheduledInfo } from "#lib/workers/inspect.ts";
import { AskButton } from "../../control/ask-button.tsx";
import type { RunningTask } from "../../control/confirmation.ts";
import { useTaskDialog } from "../../control/use-task-dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Link } from "../../ui/link.tsx";
import { More } from "../../ui/more.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { Time } from "../../ui/time.tsx";
import { heads } from "../../words/shared.ts";
import { scheduledTable as words } from "../../words/workers-detail.ts";
import { soonestFirst } from "./eta.ts";

const MAX_ROWS = 200;

export function ScheduledTable({ scheduled }: { readonly scheduled: readonly ScheduledInfo[] }): ReactNode {
  const { ask, dialog } = useTaskDialog({ worker: null, runs: () => false });
  const onRevoke = (task: RunningTask) => ask("revoke", task);
  if (scheduled.length === 0) {
    return (
      <>
        {dialog}
        <EmptyState title={words.none}>{words.noneMeans}</EmptyState>
      </>
    );
  }
  return (
    <>
      {dialog}
      <Table label={words.title}>
        <thead>
          <tr>
            <Th>{words.due}</Th>
            <Th className="max-md:hidden">{words.at}</Th>
            <Th>{heads.task}</Th>
            <Th fill className="max-md:hidden">
              {heads.arguments}
            </Th>
            <Th className="max-md:hidden">{heads.queue}</Th>
            <Th unseen>{heads.actions}</Th>
          </tr>
        </thead>
        <tbody>
          {soonestFirst(scheduled)
            .slice(0, MAX_ROWS)
            .map((entry) => (
              <ScheduledLine key={entry.request.uuid} entry={entry} onRevoke={onRevoke} />
            ))}
        </tbody>
      </Table>
      <More shown={MAX_ROWS} of={scheduled.length} />
    </>
  );
}

function ScheduledLine(props: {
  readonly entry: ScheduledInfo;
  readonly onRevoke: (task: RunningTask) => void;
}): ReactNode {
  const { eta, request } = props.entry;
  const at = parseIso(eta);
  return (
    <Tr>
      <Td>{at === null ? eta : <Time at={at} />}</Td>
      <Td className="text-ink-2 max-md:hidden">{at !== null && <Time at={at} as="clock" />}</Td>
      <Td className="max-md:w-full max-md:max-w-0">
        <Link href={taskPath(request.uuid)} className="font-medium hover:underline">
          <TaskName name={request.name} />
        </Link>
      </Td>
      <Td
        fill
        className="font-mono text-ink-2 text-sm max-md:hidden"
        title={`${request.args} ${request.kwargs}`}
      >
        {request.args} {request.kwargs}
      </Td>
      <Td className="text-ink-2 max-md:hidden">{request.queue}</Td>
      <Td className="w-9 py-0! text-right [&>*]:align-middle">
        <AskButton
          command="revoke"
          of={request.name}
          icon={<Ban size={14} aria-hidden />}
          onAsk={() => props.onRevoke(request)}
        />
      </Td>
    </Tr>
  );
}
