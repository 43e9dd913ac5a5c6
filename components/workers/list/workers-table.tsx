"use client";
// One row per worker, for screens that are wide enough. Rows are drawn anew only when their worker changed.
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { memo, type ReactNode } from "react";
import { formatCompact, formatCount } from "#lib/format/number.ts";
import { workerPath } from "#lib/routes.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { cn } from "../../ui/cn.ts";
import { Unknown } from "../../ui/key-value.tsx";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { Elapsed } from "../../ui/time.tsx";
import { WorkerStatusBadge } from "../../ui/worker-status-badge.tsx";
import { poolText, QueueNames, Since, WorkerName, WorkerRemarks, WorkerSlots } from "../worker-cells.tsx";
import { WorkerMenu } from "../worker-menu.tsx";
import { nextSort, type WorkerSort, type WorkerSortBy } from "./sort-workers.ts";

export interface WorkersTableProps {
  readonly label: string;
  readonly workers: readonly WorkerRow[];
  readonly sort: WorkerSort;
  readonly onSort: (sort: WorkerSort) => void;
}

export function WorkersTable({ label, workers, sort, onSort }: WorkersTableProps): ReactNode {
  const head = (by: WorkerSortBy, text: string, title: string, className?: string) => (
    <SortHead by={by} sort={sort} onSort={onSort} title={title} {...(className && { className })}>
      {text}
    </SortHead>
  );
  return (
    <Table label={label}>
      <thead>
        <tr>
          {head("name", "Worker", "Name, lost ones first")}
          {head("busy", "Slots", "Processes, busy ones marked")}
          <Th>Pool</Th>
          {head("done", "Done / min", "Tasks finished in the last minute")}
          {head("processed", "Processed", "Tasks accepted since the worker started, by its heartbeat")}
          {head("failed", "Failed", "Tasks failed since Umbel started")}
          {head("load", "Load", "Load average of its machine over 1 minute")}
          <Th num title="Messages it may hold unacknowledged" className="hidden lg:table-cell">
            Prefetch
          </Th>
          <Th className="hidden lg:table-cell">Queues</Th>
          <Th className="hidden xl:table-cell">Celery</Th>
          {head("uptime", "Uptime", "Since the worker started", "hidden lg:table-cell")}
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <WorkerLine key={worker.key} worker={worker} />
        ))}
      </tbody>
    </Table>
  );
}

const WorkerLine = memo(function WorkerLine({ worker }: { readonly worker: WorkerRow }): ReactNode {
  const gone = worker.status !== "online";
  return (
    <Tr className={cn(worker.status === "offline" && "text-ink-3")}>
      <Td className="pr-6">
        <span className="flex items-center gap-2">
          <WorkerStatusBadge status={worker.status} iconOnly />
          <Link href={workerPath(worker.key)} className="font-medium hover:underline">
            <WorkerName hostname={worker.key} />
          </Link>
          <span className="text-sm">
            <Since worker={worker} />
          </span>
          {!gone && <WorkerRemarks worker={worker} />}
        </span>
      </Td>
      <Td>
        <WorkerSlots worker={worker} max={16} />
      </Td>
      <Td className="text-ink-2">{poolText(worker) ?? <Unknown>not yet known</Unknown>}</Td>
      <Td num>{gone ? <None /> : formatCount(worker.donePerMinute)}</Td>
      <Td num className="text-ink-2" title={worker.processed === null ? "" : formatCount(worker.processed)}>
        {worker.processed === null ? <None /> : formatCompact(worker.processed)}
      </Td>
      <Td num className={worker.failed > 0 ? "text-bad" : "text-ink-3"}>
        {formatCompact(worker.failed)}
      </Td>
      <Td num className="text-ink-2">
        {gone ? <None /> : (worker.loadavg?.[0]?.toFixed(1) ?? <None />)}
      </Td>
      <Td num className="hidden text-ink-2 lg:table-cell">
        {worker.prefetch === null ? <None /> : formatCount(worker.prefetch)}
      </Td>
      <Td className="hidden max-w-56 overflow-hidden text-ellipsis text-ink-2 lg:table-cell">
        <QueueNames queues={worker.queues} max={3} />
      </Td>
      <Td className="hidden text-ink-2 xl:table-cell">{worker.swVer ?? <None />}</Td>
      <Td num className="hidden text-ink-2 lg:table-cell">
        {gone || worker.startedAt === null ? <None /> : <Elapsed since={worker.startedAt} />}
      </Td>
      <Td className="w-9 py-0 text-right">
        <WorkerMenu worker={worker} />
      </Td>
    </Tr>
  );
});

/** Not known, or not meaningful for a worker that is gone: never a zero. */
function None(): ReactNode {
  return <span className="text-ink-3">–</span>;
}

interface SortHeadProps {
  readonly by: WorkerSortBy;
  readonly sort: WorkerSort;
  readonly onSort: (sort: WorkerSort) => void;
  readonly title: string;
  readonly className?: string;
  readonly children: string;
}

function SortHead({ by, sort, onSort, title, className, children }: SortHeadProps): ReactNode {
  const on = sort.by === by;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  const left = by === "name" || by === "busy";
  return (
    <Th
      num={!left}
      className={className ?? ""}
      aria-sort={on ? (sort.descending ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        title={title}
        onClick={() => onSort(nextSort(sort, by))}
        className={cn(
          "inline-flex items-center gap-1 rounded-sm font-medium hover:text-ink",
          on && "text-ink",
          !left && "flex-row-reverse",
        )}
      >
        {children}
        {on && <Arrow size={12} aria-hidden />}
      </button>
    </Th>
  );
}
