"use client";
// The workers page as drawn from data: totals, search, the list, and the offline ones folded away.
import { ChevronDown, ChevronRight, Search, ServerOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { plural } from "#lib/format/number.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { INPUT } from "../../ui/input.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { workerTotals } from "../worker-facts.ts";
import { searchWorkers, sortWorkers, type WorkerSort } from "./sort-workers.ts";
import { useNarrow } from "./use-narrow.ts";
import { WorkerCard } from "./worker-card.tsx";
import { WorkersFigures } from "./workers-figures.tsx";
import { WorkersTable } from "./workers-table.tsx";

export interface WorkersPageProps {
  readonly workers: readonly WorkerRow[];
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly sort: WorkerSort;
  readonly onSort: (sort: WorkerSort) => void;
  readonly showOffline: boolean;
  readonly onShowOffline: (show: boolean) => void;
}

export function WorkersPage(props: WorkersPageProps): ReactNode {
  const { workers, search, onSearch, sort, onSort, showOffline, onShowOffline } = props;
  const found = sortWorkers(searchWorkers(workers, search), sort);
  const present = found.filter((worker) => worker.status !== "offline");
  const offline = found.filter((worker) => worker.status === "offline");
  const totals = workerTotals(workers);
  return (
    <Page>
      <PageHead
        title="Workers"
        note={workers.length === 0 ? "" : `${totals.online} online · each mark is a pool process`}
        actions={<SearchBox search={search} onSearch={onSearch} />}
      />
      {workers.length === 0 ? (
        <NoWorkers />
      ) : (
        <>
          <WorkersFigures totals={totals} />
          <section className="min-w-0 rounded-lg border border-line bg-surface shadow-card">
            {present.length > 0 && <Rows label="Workers" {...{ workers: present, sort, onSort }} />}
            {present.length === 0 && <NothingPresent search={search} offline={offline.length} />}
            {offline.length > 0 && (
              <Offline count={offline.length} open={showOffline} onOpen={onShowOffline}>
                <Rows label="Offline workers" {...{ workers: offline, sort, onSort }} />
              </Offline>
            )}
          </section>
        </>
      )}
    </Page>
  );
}

const STEP = 100;

/** A table, or cards on a phone; thousands of workers come in steps. */
function Rows(props: {
  readonly label: string;
  readonly workers: readonly WorkerRow[];
  readonly sort: WorkerSort;
  readonly onSort: (sort: WorkerSort) => void;
}): ReactNode {
  const narrow = useNarrow();
  const [limit, setLimit] = useState(STEP);
  const shown = props.workers.slice(0, limit);
  return (
    <>
      {narrow ? (
        <ul aria-label={props.label}>
          {shown.map((worker) => (
            <WorkerCard key={worker.key} worker={worker} />
          ))}
        </ul>
      ) : (
        <WorkersTable {...props} workers={shown} />
      )}
      {props.workers.length > limit && (
        <div className="flex items-center gap-3 border-line border-t px-4 py-2 text-ink-2">
          Showing {limit} of {props.workers.length}
          <Button size="sm" onClick={() => setLimit(limit + STEP)}>
            Show {Math.min(STEP, props.workers.length - limit)} more
          </Button>
        </div>
      )}
    </>
  );
}

function SearchBox({ search, onSearch }: Pick<WorkersPageProps, "search" | "onSearch">): ReactNode {
  return (
    <label className="relative block w-full sm:w-64">
      <span className="sr-only">Search workers</span>
      <Search size={14} aria-hidden className="absolute top-[7px] left-2.5 text-ink-3" />
      <input
        data-search-box
        type="search"
        value={search}
        placeholder="Name, queue, pool, version"
        onChange={(event) => onSearch(event.target.value)}
        className={`${INPUT} pl-8`}
      />
    </label>
  );
}

function Offline(props: {
  readonly count: number;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly children: ReactNode;
}): ReactNode {
  const Chevron = props.open ? ChevronDown : ChevronRight;
  return (
    <div className="border-line border-t first:border-t-0">
      <button
        type="button"
        aria-expanded={props.open}
        onClick={() => props.onOpen(!props.open)}
        className="flex h-9 w-full items-center gap-1.5 px-4 text-ink-2 hover:bg-hover hover:text-ink"
      >
        <Chevron size={14} aria-hidden />
        {plural(props.count, "offline worker")}
      </button>
      {props.open && props.children}
    </div>
  );
}

function NothingPresent({ search, offline }: { readonly search: string; readonly offline: number }) {
  if (search.trim() !== "") {
    return (
      <EmptyState title={offline === 0 ? "No worker matches" : "No worker that is online matches"}>
        The search looks at names, queues, pools and versions.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ServerOff size={22} aria-hidden />} title="Every worker is offline">
      All of them said goodbye. A worker that starts appears here with its first heartbeat.
    </EmptyState>
  );
}

function NoWorkers(): ReactNode {
  return (
    <section className="rounded-lg border border-line bg-surface shadow-card">
      <EmptyState icon={<ServerOff size={22} aria-hidden />} title="No worker seen yet">
        A worker appears with its first heartbeat, within seconds of its start. Start one with{" "}
        <code className="font-mono text-sm">celery -A yourapp worker -E</code>. If one is running, check that
        it uses the broker named in the top bar, and that it was not started with{" "}
        <code className="font-mono text-sm">--without-heartbeat</code> and{" "}
        <code className="font-mono text-sm">--without-gossip</code>.
      </EmptyState>
    </section>
  );
}
