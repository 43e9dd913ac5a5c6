"use client";
// One row per worker, for screens that are wide enough; offline ones below, in the same columns, when unfolded.
import type { ReactNode } from "react";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { SortHead } from "../../ui/sort-head.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Table, Th } from "../../ui/table.tsx";
import { nextSort, type WorkerSort, type WorkerSortBy } from "./sort-workers.ts";
import { WorkerLine } from "./worker-line.tsx";

export interface WorkersTableProps {
  readonly workers: readonly WorkerRow[];
  /** The line that folds the offline ones, null when there are none. */
  readonly fold: ReactNode;
  /** The offline ones, when unfolded. */
  readonly unfolded: readonly WorkerRow[];
  readonly sort: WorkerSort;
  readonly onSort: (sort: WorkerSort) => void;
}

const COLUMNS = 12;

export function WorkersTable({ workers, fold, unfolded, sort, onSort }: WorkersTableProps): ReactNode {
  return (
    <Table label="Workers">
      <Head sort={sort} onSort={onSort} />
      <tbody>
        <Lines workers={workers} />
      </tbody>
      {fold !== null && (
        <tbody className="border-line border-t">
          <tr>
            <td colSpan={COLUMNS}>{fold}</td>
          </tr>
          <Lines workers={unfolded} />
        </tbody>
      )}
    </Table>
  );
}

function Lines({ workers }: { readonly workers: readonly WorkerRow[] }): ReactNode {
  return (
    <Steps
      items={workers}
      more={(button) => (
        <tr>
          <td colSpan={COLUMNS} className="px-4 py-2">
            {button}
          </td>
        </tr>
      )}
    >
      {(worker) => <WorkerLine key={worker.key} worker={worker} />}
    </Steps>
  );
}

function Head({ sort, onSort }: Pick<WorkersTableProps, "sort" | "onSort">): ReactNode {
  const head = (by: WorkerSortBy, text: string, title: string, className?: string) => (
    <SortHead
      order={sort.by !== by ? null : sort.descending ? "descending" : "ascending"}
      onPress={() => onSort(nextSort(sort, by))}
      left={by === "name" || by === "busy"}
      title={title}
      {...(className && { className })}
    >
      {text}
    </SortHead>
  );
  return (
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
  );
}
