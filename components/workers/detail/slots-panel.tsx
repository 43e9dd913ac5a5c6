"use client";
// What is each process doing, since when: one line per running task, the idle processes below.
import Link from "next/link";
import type { ReactNode } from "react";
import { plural } from "#lib/format/number.ts";
import { taskPath } from "#lib/routes.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { TerminateButton } from "../../control/terminate-dialog.tsx";
import { Card } from "../../ui/card.tsx";
import { Unknown } from "../../ui/key-value.tsx";
import { Slots as SlotMarks } from "../../ui/slots.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { Elapsed, Time } from "../../ui/time.tsx";
import { unreachable } from "../worker-facts.ts";
import { idleCount, type Slot, type Slots, type SlotTask } from "./merge-slots.ts";

const MAX_LINES = 64;
const MAX_PIDS = 24;

export function SlotsPanel({
  worker,
  slots,
}: {
  readonly worker: WorkerRow;
  readonly slots: Slots;
}): ReactNode {
  const lost = worker.status === "lost";
  const shown = slots.busy.slice(0, MAX_LINES);
  return (
    <Card
      title="Processes"
      note={summary(worker, slots)}
      actions={<SlotMarks slots={slots.total} busy={slots.busy.length} lost={lost} max={32} />}
    >
      {shown.length > 0 && (
        <Table label="Running tasks" wrapperClassName="mt-1">
          <thead>
            <tr>
              <Th>Process</Th>
              <Th fill>Task</Th>
              <Th className="max-lg:hidden">uuid</Th>
              <Th num>{lost ? "Started" : "Running for"}</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {shown.map(
              (slot) => slot.task && <SlotLine key={slot.key} {...{ slot, worker }} task={slot.task} />,
            )}
          </tbody>
        </Table>
      )}
      <Idle worker={worker} slots={slots} hidden={slots.busy.length - shown.length} />
    </Card>
  );
}

function SlotLine(props: {
  readonly slot: Slot;
  readonly task: SlotTask;
  readonly worker: WorkerRow;
}): ReactNode {
  const { slot, task, worker } = props;
  return (
    <Tr>
      <Td className="text-ink-2">{slot.pid ?? <Unknown>not told</Unknown>}</Td>
      <Td fill>
        <Link href={taskPath(task.uuid)} className="font-medium hover:underline">
          <TaskName name={task.name} />
        </Link>
        {task.inspectedAt !== null && (
          <span className="ml-2 text-ink-3 text-sm">
            seen by inspect <Time at={task.inspectedAt} />
          </span>
        )}
      </Td>
      <Td className="font-mono text-ink-3 text-sm max-lg:hidden">{task.uuid}</Td>
      <Td num className={worker.status === "lost" ? "text-bad" : "text-started"}>
        <Running task={task} lost={worker.status === "lost"} />
      </Td>
      <Td className="w-9 py-0 text-right">
        <TerminateButton
          uuid={task.uuid}
          name={task.name}
          worker={worker.key}
          startedAt={task.startedAt}
          size="icon"
          disabledReason={cannotTerminate(worker)}
        />
      </Td>
    </Tr>
  );
}

function Running({ task, lost }: { readonly task: SlotTask; readonly lost: boolean }): ReactNode {
  if (task.startedAt === null) return <Unknown />;
  return lost ? <Time at={task.startedAt} /> : <Elapsed since={task.startedAt} />;
}

function Idle(props: { readonly worker: WorkerRow; readonly slots: Slots; readonly hidden: number }) {
  const { worker, slots, hidden } = props;
  const idle = idleCount(slots);
  const pids = slots.idlePids.slice(0, idle ?? 0);
  return (
    <p className="border-line border-t px-4 py-2 text-ink-3 text-sm first:border-t-0">
      {hidden > 0 && <span className="mr-3">and {hidden} more running.</span>}
      {worker.status !== "online" ? (
        "The worker is gone, and its processes with it."
      ) : idle === null ? (
        "How many processes it has is not yet known."
      ) : (
        <>
          {idle === 0 ? "No process is idle." : `${plural(idle, "process", "processes")} idle`}
          {pids.length > 0 && slots.busy.every(({ pid }) => pid !== null) && (
            <span>
              : {pids.slice(0, MAX_PIDS).join(", ")}
              {pids.length > MAX_PIDS && " …"}
            </span>
          )}
        </>
      )}
    </p>
  );
}

function summary(worker: WorkerRow, slots: Slots): string {
  const total = slots.total === null ? "" : ` of ${slots.total}`;
  if (worker.status === "lost") return `${slots.busy.length}${total} were busy when it was lost`;
  if (worker.status === "offline") return "";
  const seen = worker.taskEvents === false ? ", as inspect tells (its events are off)" : "";
  return `${slots.busy.length}${total} busy${seen}`;
}

function cannotTerminate(worker: WorkerRow): string | null {
  const away = unreachable(worker);
  if (away !== null) return away;
  const can = worker.pool === null || !/solo|thread/i.test(worker.pool);
  return can ? null : `A ${worker.pool} pool cannot terminate a task.`;
}
