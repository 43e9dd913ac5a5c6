"use client";
// Tasks as the worker itself lists them: active, or reserved (taken from a queue, not yet started).
import { Ban, OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { taskPath } from "#lib/routes.ts";
import type { RequestInfo } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { AskButton } from "../../control/ask-button.tsx";
import { type TaskDialog, useTaskDialog } from "../../control/use-task-dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Unknown } from "../../ui/key-value.tsx";
import { Link } from "../../ui/link.tsx";
import { More } from "../../ui/more.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { Elapsed, Time } from "../../ui/time.tsx";
import { heads, ofTasks, shared } from "../../words/shared.ts";
import { ofWorker, requestsTable as words } from "../../words/workers-detail.ts";
import { unreachable } from "../worker-facts.ts";

export interface RequestsTableProps {
  readonly kind: "active" | "reserved";
  readonly requests: readonly RequestInfo[];
  readonly worker: WorkerRow;
}

const MAX_ROWS = 200;

export function RequestsTable({ kind, requests, worker }: RequestsTableProps): ReactNode {
  const { ask, dialog } = useTaskDialog({
    worker: worker.key,
    runs: (uuid) => requests.some((request) => request.uuid === uuid),
  });
  return (
    <>
      {dialog}
      {requests.length === 0 ? <None kind={kind} /> : <Rows {...{ kind, requests, worker, ask }} />}
    </>
  );
}

function None({ kind }: Pick<RequestsTableProps, "kind">): ReactNode {
  return kind === "active" ? (
    <EmptyState title={words.noneActive}>{words.noneActiveMeans}</EmptyState>
  ) : (
    <EmptyState title={words.noneReserved}>{words.noneReservedMeans}</EmptyState>
  );
}

function Rows(props: RequestsTableProps & { readonly ask: TaskDialog["ask"] }): ReactNode {
  const { kind, requests, worker, ask } = props;
  return (
    <>
      <Table label={kind === "active" ? words.active : words.reserved}>
        <thead>
          <tr>
            <Th>{heads.task}</Th>
            <Th fill className="max-md:hidden">
              {heads.arguments}
            </Th>
            <Th>{heads.queue}</Th>
            <Th className="max-md:hidden">{words.acknowledged}</Th>
            {kind === "active" && (
              <Th num className="max-md:hidden">
                {ofWorker.process}
              </Th>
            )}
            {kind === "active" && (
              <Th num>{worker.status === "online" ? ofTasks.runningFor : heads.started}</Th>
            )}
            <Th unseen>{heads.actions}</Th>
          </tr>
        </thead>
        <tbody>
          {requests.slice(0, MAX_ROWS).map((request) => (
            <RequestLine key={request.uuid} {...{ kind, request, worker, ask }} />
          ))}
        </tbody>
      </Table>
      <More shown={MAX_ROWS} of={requests.length} />
    </>
  );
}

function RequestLine(props: {
  readonly kind: "active" | "reserved";
  readonly request: RequestInfo;
  readonly worker: WorkerRow;
  readonly ask: TaskDialog["ask"];
}): ReactNode {
  const { kind, request, worker, ask } = props;
  const { uuid, name } = request;
  const command = kind === "active" ? "terminate" : "revoke";
  const Icon = kind === "active" ? OctagonX : Ban;
  return (
    <Tr>
      <Td className="max-md:w-full max-md:max-w-0">
        <Link href={taskPath(uuid)} className="font-medium hover:underline">
          <TaskName name={name} />
        </Link>
      </Td>
      <Td
        fill
        className="font-mono text-ink-2 text-sm max-md:hidden"
        title={`${request.args} ${request.kwargs}`}
      >
        {request.args} {request.kwargs}
      </Td>
      <Td className="text-ink-2">{request.queue ?? <Unknown />}</Td>
      <Td className="text-ink-2 max-md:hidden">{acknowledged(request.acknowledged)}</Td>
      {kind === "active" && (
        <Td num className="text-ink-2 max-md:hidden">
          {request.pid ?? <Unknown />}
        </Td>
      )}
      {kind === "active" && (
        <Td num className="text-started">
          <Running since={request.startedAt} online={worker.status === "online"} />
        </Td>
      )}
      <Td className="w-9 py-0! text-right [&>*]:align-middle">
        <AskButton
          command={command}
          of={name}
          icon={<Icon size={14} aria-hidden />}
          disabledReason={unreachable(worker)}
          onAsk={() => ask(command, request)}
        />
      </Td>
    </Tr>
  );
}

/** The clock of a worker that is gone stands still. */
function Running({ since, online }: { readonly since: number | null; readonly online: boolean }): ReactNode {
  if (since === null) return <Unknown />;
  return online ? <Elapsed since={since} /> : <Time at={since} as="clock" />;
}

/** Not acknowledged means: if the worker dies, the broker gives the message to another one. */
function acknowledged(value: boolean | null): ReactNode {
  return value === null ? <Unknown /> : value ? shared.yes : shared.notYet;
}
