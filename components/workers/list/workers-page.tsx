"use client";
// The workers page as drawn from data: totals, search, the list, and the offline ones folded away.
import { ChevronDown, ChevronRight, Search, ServerOff } from "lucide-react";
import type { ReactNode } from "react";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { INPUT } from "../../ui/input.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { TasksOnly } from "../../ui/tasks-only.tsx";
import { useHeldOrder } from "../../ui/use-held-order.ts";
import { useNarrow } from "../../ui/use-narrow.ts";
import { ofWorkers, pages } from "../../words/shared.ts";
import { workersPage as words } from "../../words/workers-list.ts";
import { workerTotals } from "../worker-facts.ts";
import { PickedBar } from "./picked-bar.tsx";
import { printSort, searchWorkers, sortWorkers, type WorkerSort } from "./sort-workers.ts";
import { usePicks } from "./use-picks.ts";
import { WorkerCards } from "./worker-card.tsx";
import { WorkersFigures } from "./workers-figures.tsx";
import { WorkersTable, type WorkersTableProps } from "./workers-table.tsx";

export interface WorkersPageProps {
  readonly workers: readonly WorkerRow[];
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly sort: WorkerSort;
  readonly onSort: (sort: WorkerSort) => void;
  readonly showOffline: boolean;
  readonly onShowOffline: (show: boolean) => void;
  /** Goes to a worker's page. */
  readonly onOpen: (hostname: string) => void;
  /** The broker carries no heartbeats: no worker will ever be seen. */
  readonly tasksOnly?: boolean;
}

export function WorkersPage(props: WorkersPageProps): ReactNode {
  const { workers, search, onSearch, sort, onSort, showOffline, onShowOffline, onOpen } = props;
  const { items, hold } = useHeldOrder(sortWorkers(workers, sort), ({ key }) => key, printSort(sort));
  const found = searchWorkers(items, search);
  const present = found.filter((worker) => worker.status !== "offline");
  const offline = found.filter((worker) => worker.status === "offline");
  const totals = workerTotals(workers);
  const shown = showOffline ? [...present, ...offline] : present;
  const { picks, onPick, onPickAll, clear } = usePicks(
    shown.map((worker) => worker.key),
    onOpen,
  );
  // A worker that is searched away stays ticked, and is said to be: what is ticked is what is acted on.
  const picked = workers.filter((worker) => picks.keys.has(worker.key));
  return (
    <Page>
      <PageHead
        title={pages.workers}
        note={workers.length === 0 ? "" : words.note(totals.online, workers.length)}
        actions={<SearchBox search={search} onSearch={onSearch} />}
      />
      {workers.length === 0 ? (
        <NoWorkers tasksOnly={props.tasksOnly === true} />
      ) : (
        <>
          <WorkersFigures totals={totals} />
          <section
            className="min-w-0 rounded-lg border border-line bg-surface shadow-card"
            aria-label={pages.workers}
            {...hold}
          >
            {present.length === 0 && <NothingPresent search={search} offline={offline.length} />}
            <Rows
              {...{ present, offline, sort, onSort, showOffline, onShowOffline, picks, onPick, onPickAll }}
            />
            {picked.length > 0 && <PickedBar workers={picked} onClear={clear} />}
          </section>
        </>
      )}
    </Page>
  );
}

/** A table, or cards on a phone. */
function Rows(
  props: Pick<WorkersPageProps, "sort" | "onSort" | "showOffline" | "onShowOffline"> &
    Pick<WorkersTableProps, "picks" | "onPick" | "onPickAll"> & {
      readonly present: readonly WorkerRow[];
      readonly offline: readonly WorkerRow[];
    },
): ReactNode {
  const { present, offline, sort, onSort, showOffline, onShowOffline, picks, onPick, onPickAll } = props;
  const narrow = useNarrow();
  if (present.length + offline.length === 0) return null;
  const fold =
    offline.length === 0 ? null : <Fold count={offline.length} open={showOffline} onOpen={onShowOffline} />;
  const unfolded = showOffline ? offline : [];
  if (!narrow)
    return <WorkersTable workers={present} {...{ fold, unfolded, sort, onSort, picks, onPick, onPickAll }} />;
  return (
    <>
      <WorkerCards label={pages.workers} workers={present} picks={picks} onPick={onPick} />
      {fold !== null && <div className="border-line border-t first:border-t-0">{fold}</div>}
      {unfolded.length > 0 && (
        <WorkerCards label={words.offline} workers={unfolded} picks={picks} onPick={onPick} />
      )}
    </>
  );
}

function SearchBox({ search, onSearch }: Pick<WorkersPageProps, "search" | "onSearch">): ReactNode {
  return (
    <label className="relative block w-64 max-sm:w-[calc(100vw-28px)]">
      <span className="sr-only">{words.searchTitle}</span>
      <Search size={14} aria-hidden className="absolute top-[7px] left-2.5 text-ink-3" />
      <input
        data-search-box
        type="search"
        value={search}
        placeholder={words.searchPlaceholder}
        onChange={(event) => onSearch(event.target.value)}
        className={`${INPUT} pl-8`}
      />
    </label>
  );
}

function Fold(props: {
  readonly count: number;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}): ReactNode {
  const Chevron = props.open ? ChevronDown : ChevronRight;
  return (
    <button
      type="button"
      aria-expanded={props.open}
      onClick={() => props.onOpen(!props.open)}
      className="flex h-[33px] w-full items-center gap-1.5 px-4 text-ink-2 hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
    >
      <Chevron size={14} aria-hidden />
      {words.offlineCount(props.count)}
    </button>
  );
}

function NothingPresent({ search, offline }: { readonly search: string; readonly offline: number }) {
  if (search.trim() !== "") {
    return (
      <EmptyState title={offline === 0 ? words.nothingFound : words.nothingFoundOnline}>
        {words.whatIsSearched}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ServerOff size={22} aria-hidden />} title={words.allOffline}>
      {words.allOfflineMeans}
    </EmptyState>
  );
}

function NoWorkers({ tasksOnly }: { readonly tasksOnly: boolean }): ReactNode {
  return (
    <section className="rounded-lg border border-line bg-surface shadow-card">
      {tasksOnly ? <TasksOnly about="workers" /> : <NotSeenYet />}
    </section>
  );
}

function NotSeenYet(): ReactNode {
  return (
    <EmptyState icon={<ServerOff size={22} aria-hidden />} title={ofWorkers.noneYet}>
      {words.noneYetMeans[0]}
      <code className="font-mono text-sm">{words.noneYetMeans[1]}</code>
      {words.noneYetMeans[2]}
      <code className="font-mono text-sm">{words.noneYetMeans[3]}</code>
      {words.noneYetMeans[4]}
      <code className="font-mono text-sm">{words.noneYetMeans[5]}</code>.
    </EmptyState>
  );
}
