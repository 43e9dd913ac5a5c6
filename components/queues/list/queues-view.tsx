"use client";
// The queues page, wired: the live topic in, search and order kept in the URL.
import { createParser, parseAsString, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { useNow } from "../../live/use-now.ts";
import { useTopic } from "../../live/use-topic.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { Late, Skeleton } from "../../ui/skeleton.tsx";
import { pages, shared } from "../../words/shared.ts";
import { QueuesPage } from "./queues-page.tsx";
import { BY_TROUBLE, parseSort, printSort } from "./sort-queues.ts";

const sortParser = createParser({
  parse: parseSort,
  serialize: printSort,
  eq: (a, b) => printSort(a) === printSort(b),
}).withDefault(BY_TROUBLE);

export function QueuesView(): ReactNode {
  const { view, status, error } = useTopic({ kind: "queues" });
  const [search, setSearch] = useQueryState("q", parseAsString.withDefault(""));
  const [sort, setSort] = useQueryState("sort", sortParser);
  const now = useNow();
  if (view === null) return <Waiting problem={status === "refused" ? error : null} />;
  return (
    <QueuesPage
      view={view}
      now={now}
      search={search}
      onSearch={(text) => void setSearch(text)}
      sort={sort}
      onSort={(next) => void setSort(next)}
    />
  );
}

function Waiting({ problem }: { readonly problem: string | null }): ReactNode {
  return (
    <Page>
      <PageHead title={pages.queues} />
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
