"use client";
// Tasks that wait in the worker for their ETA, soonest first.
import Link from "next/link";
import type { ReactNode } from "react";
import { taskPath } from "#lib/routes.ts";
import type { ScheduledInfo } from "#lib/workers/inspect.ts";
import { RevokeButton } from "../../control/revoke-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { Time } from "../../ui/time.tsx";
import { etaOf, soonestFirst } from "./eta.ts";
import { More } from "./more.tsx";

const MAX_ROWS = 200;

export function ScheduledTable({ scheduled }: { readonly scheduled: readonly ScheduledInfo[] }): ReactNode {
  if (scheduled.length === 0) {
    return (
      <EmptyState title="Nothing scheduled">
        No task with an ETA or a countdown waits in this worker.
      </EmptyState>
    );
  }
  return (
    <>
      <Table label="Scheduled tasks">
        <thead>
          <tr>
            <Th>Due</Th>
            <Th>At</Th>
            <Th>Task</Th>
            <Th fill>Arguments</Th>
            <Th>Queue</Th>
            <Th>
              <span className="sr-only">Actions</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {soonestFirst(scheduled)
            .slice(0, MAX_ROWS)
            .map((entry) => (
              <ScheduledLine key={entry.request.uuid} entry={entry} />
            ))}
        </tbody>
      </Table>
      <More shown={MAX_ROWS} of={scheduled.length} />
    </>
  );
}

function ScheduledLine({ entry: { eta, request } }: { readonly entry: ScheduledInfo }): ReactNode {
  const at = etaOf(eta);
  return (
    <Tr>
      <Td>{at === null ? eta : <Time at={at} />}</Td>
      <Td className="text-ink-2">{at !== null && <Time at={at} as="clock" />}</Td>
      <Td>
        <Link href={taskPath(request.uuid)} className="font-medium hover:underline">
          <TaskName name={request.name} />
        </Link>
      </Td>
      <Td fill className="font-mono text-ink-2 text-sm" title={`${request.args} ${request.kwargs}`}>
        {request.args} {request.kwargs}
      </Td>
      <Td className="text-ink-2">{request.queue}</Td>
      <Td className="w-9 py-0! text-right [&>*]:align-middle">
        <RevokeButton uuid={request.uuid} name={request.name} size="icon" variant="quiet" />
      </Td>
    </Tr>
  );
}
