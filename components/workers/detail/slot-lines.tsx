"use client";
// One line of the processes panel: a process with its task, or an idle one.
import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { taskPath } from "#lib/routes.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { AskButton } from "../../control/ask-button.tsx";
import { Unknown } from "../../ui/key-value.tsx";
import { Link } from "../../ui/link.tsx";
import { Td, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { Elapsed, Time } from "../../ui/time.tsx";
import { shared } from "../../words/shared.ts";
import { slotLines as words } from "../../words/workers-detail.ts";
import { unreachable } from "../worker-facts.ts";
import type { SlotTask } from "./merge-slots.ts";

export interface BusyLineProps {
  readonly pid: number | null;
  readonly task: SlotTask;
  readonly worker: WorkerRow;
  readonly onTerminate: (task: SlotTask) => void;
}

export function BusyLine({ pid, task, worker, onTerminate }: BusyLineProps): ReactNode {
  const lost = worker.status === "lost";
  return (
    <Tr>
      <Td className="text-ink-2">{pid ?? <PidUnknown />}</Td>
      <Td fill>
        <Link href={taskPath(task.uuid)} className="font-medium hover:underline">
          <TaskName name={task.name} />
        </Link>
        {task.inspectedAt !== null && (
          <span className="ml-2 text-ink-3 text-sm">
            {words.reportedAt}
            <Time at={task.inspectedAt} />
          </span>
        )}
      </Td>
      <Td className="font-mono text-ink-3 text-sm max-lg:hidden">{task.uuid}</Td>
      <Td num className={lost ? "text-bad" : "text-started"}>
        {task.startedAt === null ? (
          <Unknown />
        ) : lost ? (
          <Time at={task.startedAt} />
        ) : (
          <Elapsed since={task.startedAt} />
        )}
      </Td>
      <Td className="w-9 py-0! text-right [&>*]:align-middle">
        <AskButton
          command="terminate"
          of={task.name ?? task.uuid}
          icon={<OctagonX size={14} aria-hidden />}
          disabledReason={cannotTerminate(worker)}
          onAsk={() => onTerminate(task)}
        />
      </Td>
    </Tr>
  );
}

export function IdleLine(): ReactNode {
  return (
    <Tr>
      <Td className="text-ink-3">–</Td>
      <Td className="text-ink-3">{words.idle}</Td>
      <Td className="max-lg:hidden" />
      <Td />
      <Td />
    </Tr>
  );
}

/** Events do not carry the process; `inspect` tells it every few seconds. */
function PidUnknown(): ReactNode {
  return (
    <span className="text-ink-3 italic" title={words.unknownProcessTitle}>
      {shared.notKnown}
    </span>
  );
}

function cannotTerminate(worker: WorkerRow): string | null {
  const away = unreachable(worker);
  if (away !== null) return away;
  const can = worker.pool === null || !/solo|thread/i.test(worker.pool);
  return can ? null : words.cannotTerminate(worker.pool);
}
