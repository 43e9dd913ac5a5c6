"use client";
// The queues page as drawn from data: totals, search and the list.
import { Layers, Search } from "lucide-react";
import type { ReactNode } from "react";
import { type ListedQueue, listQueues } from "#lib/live/queue-order.ts";
import type { QueuesView } from "#lib/live/views.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { INPUT } from "../../ui/input.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { useHeldOrder } from "../../ui/use-held-order.ts";
import { useNarrow } from "../../ui/use-narrow.ts";
import { queuesPage as words } from "../../words/queues.ts";
import { ofQueues, pages } from "../../words/shared.ts";
import { QueueCards } from "./queue-card.tsx";
import { QueuesFigures } from "./queues-figures.tsx";
import { QueuesTable } from "./queues-table.tsx";
import { printSort, type QueueSort, searchQueues, sortQueues } from "./sort-queues.ts";

export interface QueuesPageProps {
  readonly view: QueuesView;
  readonly now: number;
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly sort: QueueSort;
  readonly onSort: (sort: QueueSort) => void;
}

export function QueuesPage({ view, now, search, onSearch, sort, onSort }: QueuesPageProps): ReactNode {
  const narrow = useNarrow();
  const listed = listQueues(view.lists.queues, now);
  const { items, hold } = useHeldOrder(sortQueues(listed, sort), keyOf, printSort(sort));
  const found = searchQueues(items, search);
  const beyond = view.info.total - listed.length;
  return (
    <Page>
      <PageHead
        title={pages.queues}
        note={listed.length === 0 ? "" : words.note}
        actions={<SearchBox search={search} onSearch={onSearch} />}
      />
      {listed.length === 0 ? (
        <NoQueues />
      ) : (
        <>
          <QueuesFigures info={view.info} queues={listed} />
          <section
            className="min-w-0 rounded-lg border border-line bg-surface shadow-card"
            aria-label={pages.queues}
            {...hold}
          >
            {found.length === 0 && <EmptyState title={words.nothingFound}>{words.whatIsSearched}</EmptyState>}
            {found.length > 0 && narrow && <QueueCards queues={found} />}
            {found.length > 0 && !narrow && <QueuesTable queues={found} sort={sort} onSort={onSort} />}
            {beyond > 0 && (
              <p className="border-line border-t px-4 py-2 text-ink-3">{words.beyond(beyond)}</p>
            )}
          </section>
        </>
      )}
    </Page>
  );
}

const keyOf = ({ queue }: ListedQueue): string => queue.key;

function SearchBox({ search, onSearch }: Pick<QueuesPageProps, "search" | "onSearch">): ReactNode {
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

function NoQueues(): ReactNode {
  return (
    <section className="rounded-lg border border-line bg-surface shadow-card">
      <EmptyState icon={<Layers size={22} aria-hidden />} title={ofQueues.noneYet}>
        {words.noneYetMeans}
      </EmptyState>
    </section>
  );
}
