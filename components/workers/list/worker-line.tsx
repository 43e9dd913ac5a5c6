"use client";
import { memo, type ReactNode } from "react";
import { formatBrief, formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import { workerPath } from "#lib/routes.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { useNow } from "../../live/use-now.ts";
import { cn } from "../../ui/cn.ts";
import { Unknown } from "../../ui/key-value.tsx";
// One worker as a row of the table; drawn anew only when the worker changed.
import { Link } from "../../ui/link.tsx";
import { PickBox } from "../../ui/pick-box.tsx";
import { Td, Tr } from "../../ui/table.tsx";
import { WorkerStatusBadge } from "../../ui/worker-status-badge.tsx";
import { shared } from "../../words/shared.ts";
import { poolText, QueueNames, Since, WorkerName, WorkerRemarks, WorkerSlots } from "../worker-cells.tsx";
import { WorkerMenu } from "../worker-menu.tsx";

export interface WorkerLineProps {
  readonly worker: WorkerRow;
  readonly picked: boolean;
  /** Where the keyboard is. */
  readonly marked: boolean;
  readonly onPick: (key: string, range: boolean) => void;
}

export const WorkerLine = memo(function WorkerLine(props: WorkerLineProps): ReactNode {
  const { worker, picked, marked, onPick } = props;
  const gone = worker.status !== "online";
  return (
    <Tr
      className={cn(
        worker.status === "offline" && "text-ink-3",
        picked && "bg-selected",
        marked && "outline-2 outline-accent -outline-offset-2",
      )}
    >
      <Td className="w-9 px-0! py-0!">
        <PickBox of={worker.key} label={worker.key} picked={picked} onPick={onPick} />
      </Td>
      <Td className="pr-4">
        <span className="flex items-center gap-2">
          <WorkerStatusBadge status={worker.status} iconOnly />
          <Link href={workerPath(worker.key)} className="font-medium hover:underline">
            <WorkerName hostname={worker.key} />
          </Link>
          <Since worker={worker} />
          {!gone && <WorkerRemarks worker={worker} />}
        </span>
      </Td>
      <Td className="min-w-[172px]">
        <WorkerSlots worker={worker} max={12} />
      </Td>
      <Td className="hidden text-ink-2 lg:table-cell">
        {poolText(worker) ?? <Unknown>{shared.notYetKnown}</Unknown>}
      </Td>
      <Td num>{gone ? <None /> : <Told worker={worker} count={worker.donePerMinute} />}</Td>
      <Td
        num
        className="hidden text-ink-2 lg:table-cell"
        title={worker.processed === null ? "" : formatCount(worker.processed)}
      >
        {worker.processed === null ? <None /> : formatCompact(worker.processed)}
      </Td>
      <Td num className={worker.failed > 0 ? "text-bad" : "text-ink-3"}>
        <Told worker={worker} count={worker.failed} />
      </Td>
      <Td num className="hidden text-ink-2 lg:table-cell">
        {gone ? <None /> : (worker.loadavg?.[0]?.toFixed(1) ?? <None />)}
      </Td>
      <Td num className="hidden text-ink-2 lg:table-cell">
        {worker.prefetch === null ? <None /> : formatCount(worker.prefetch)}
      </Td>
      <Td className="hidden max-w-44 overflow-hidden text-ellipsis text-ink-2 lg:table-cell">
        <QueueNames queues={worker.queues} max={2} />
      </Td>
      <Td className="hidden text-ink-2 xl:table-cell">{worker.swVer ?? <None />}</Td>
      <Td num className="hidden text-ink-2 lg:table-cell">
        {gone || worker.startedAt === null ? <None /> : <Uptime since={worker.startedAt} />}
      </Td>
      <Td className="w-9 py-0!">
        <span className="flex justify-end">
          <WorkerMenu worker={worker} />
        </span>
      </Td>
    </Tr>
  );
});

/** Counted from events: a worker that sends none has an unknown number, unless it sent some before. */
function Told({ worker, count }: { readonly worker: WorkerRow; readonly count: number }): ReactNode {
  return worker.taskEvents === false && count === 0 ? <Unknown /> : formatCompact(count);
}

/** Not known, or not meaningful for a worker that is gone: never a zero. */
function None(): ReactNode {
  return <span className="text-ink-3">–</span>;
}

/** In one part only: days of uptime do not need their hours in a list. */
function Uptime({ since }: { readonly since: number }): ReactNode {
  const gone = useNow() - since;
  return <span title={formatDuration(gone)}>{formatBrief(gone)}</span>;
}
