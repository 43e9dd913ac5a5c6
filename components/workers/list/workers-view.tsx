"use client";
// The workers page, wired: the live topic in, search, order and folding kept in the URL.
import { createParser, parseAsBoolean, parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { workerPath } from "#lib/routes.ts";
import { useBroker } from "../../live/use-broker.ts";
import { useTopic } from "../../live/use-topic.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { Late, Skeleton } from "../../ui/skeleton.tsx";
import { useNavigate } from "../../ui/use-navigate.ts";
import { pages, shared } from "../../words/shared.ts";
import { BY_NAME, parseSort, printSort } from "./sort-workers.ts";
import { WorkersPage } from "./workers-page.tsx";

const sortParser = createParser({
  parse: parseSort,
  serialize: printSort,
  eq: (a, b) => printSort(a) === printSort(b),
}).withDefault(BY_NAME);

export function WorkersView(): ReactNode {
  const { view, status, error } = useTopic({ kind: "workers" });
  const navigate = useNavigate();
  const tasksOnly = useBroker()?.tasksOnly === true;
  const [search, setSearch] = useQueryState("q", parseAsString.withDefault(""));
  const [sort, setSort] = useQueryState("sort", sortParser);
  const [showOffline, setShowOffline] = useQueryState("offline", parseAsBoolean.withDefault(false));
  if (view === null) return <Waiting problem={status === "refused" ? error : null} />;
  return (
    <WorkersPage
      tasksOnly={tasksOnly}
      workers={view.lists.workers}
      search={search}
      onSearch={(text) => void setSearch(text)}
      sort={sort}
      onSort={(next) => void setSort(next)}
      showOffline={showOffline}
      onOpen={(hostname) => navigate(workerPath(hostname))}
      onShowOffline={(show) => void setShowOffline(show)}
    />
  );
}

function Waiting({ problem }: { readonly problem: string | null }): ReactNode {
  return (
    <Page>
      <PageHead title={pages.workers} />
      {problem !== null ? (
        <EmptyState title={shared.cannotShow}>{problem}</EmptyState>
      ) : (
        <Late>
          <Skeleton className="h-[70px]" />
          <Skeleton className="h-72" />
        </Late>
      )}
    </Page>
  );
}
