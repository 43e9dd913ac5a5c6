"use client";
// One row per worker, for screens that are wide enough; offline ones below, in the same columns, when unfolded.
import type { ReactNode } from "react";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { SortHead } from "../../ui/sort-head.tsx";
import { Steps } from "../../ui/steps.tsx";
import { Table, Th } from "../../ui/table.tsx";
import { placeKey } from "../../ui/use-held-order.ts";
import { heads, ofWorkers, pages } from "../../words/shared.ts";
import { workersTable as words } from "../../words/workers-list.ts";
import type { Picks } from "./picks.ts";
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
  readonly picks: Picks;
  readonly onPick: (key: string, range: boolean) => void;
  readonly onPickAll: () => void;
}

const COLUMNS = 13;

export function WorkersTable(props: WorkersTableProps): ReactNode {
  const { workers, fold, unfolded, picks, onPick } = props;
  const shown = unfolded.length === 0 ? workers : [...workers, ...unfolded];
  return (
    <Table label={pages.workers}>
      <Head {...props} all={shown.length > 0 && shown.every(({ key }) => picks.keys.has(key))} />
      <tbody>
        <Lines workers={workers} picks={picks} onPick={onPick} />
      </tbody>
      {fold !== null && (
        <tbody className="border-line border-t">
          <tr>
            <td colSpan={COLUMNS}>{fold}</td>
          </tr>
          <Lines workers={unfolded} picks={picks} onPick={onPick} />
        </tbody>
      )}
    </Table>
  );
}

function Lines(props: Pick<WorkersTableProps, "workers" | "picks" | "onPick">): ReactNode {
  const { workers, picks, onPick } = props;
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
      {(worker, place) => (
        <WorkerLine
          key={placeKey(place, worker.key)}
          worker={worker}
          picked={picks.keys.has(worker.key)}
          marked={picks.cursor === worker.key}
          onPick={onPick}
        />
      )}
    </Steps>
  );
}

function Head(
  props: Pick<WorkersTableProps, "sort" | "onSort" | "onPickAll"> & { readonly all: boolean },
): ReactNode {
  const { sort, onSort, onPickAll, all } = props;
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
        <Th className="w-9 px-0! py-0!">
          <label className="flex size-9 cursor-pointer items-center justify-center">
            <input
              type="checkbox"
              checked={all}
              onChange={onPickAll}
              aria-label={words.selectAll}
              className="size-3.5 cursor-pointer accent-accent"
            />
          </label>
        </Th>
        {head("name", heads.worker, words.nameTitle)}
        {head("busy", ofWorkers.slots, words.slotsTitle)}
        <Th className="hidden lg:table-cell">{words.pool}</Th>
        {head("done", ofWorkers.donePerMinute, words.doneTitle)}
        {head("processed", ofWorkers.processed, words.processedTitle, "hidden lg:table-cell")}
        {head("failed", heads.failed, words.failedTitle)}
        {head("load", ofWorkers.load, words.loadTitle, "hidden lg:table-cell")}
        <Th num title={words.prefetchTitle} className="hidden lg:table-cell">
          {ofWorkers.prefetch}
        </Th>
        <Th className="hidden lg:table-cell">{pages.queues}</Th>
        <Th className="hidden xl:table-cell">{words.celery}</Th>
        {head("uptime", words.uptime, words.uptimeTitle, "hidden lg:table-cell")}
        <Th>
          <span className="sr-only">{heads.actions}</span>
        </Th>
      </tr>
    </thead>
  );
}
