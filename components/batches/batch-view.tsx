"use client";
// One batch, live: how far it is, what became of each task, and the way to stop or to resume it.
import { parseAsInteger, parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { type Batch, ITEM_STATUSES } from "#lib/batches/batch.ts";
import { formatCount } from "#lib/format/number.ts";
import { BATCH_PAGE } from "#lib/live/views.ts";
import { BATCHES_PATH } from "#lib/routes.ts";
import { useTopic } from "../live/use-topic.ts";
import { Badge } from "../ui/badge.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { Late, Skeleton } from "../ui/skeleton.tsx";
import { batchView as words } from "../words/batches.ts";
import { heads, ofTasks, pages, shared, verbs } from "../words/shared.ts";
import { BatchActions } from "./batch-actions.tsx";
import { BatchFacts } from "./batch-facts.tsx";
import { statusLook, statusWord } from "./batch-words.ts";
import { ItemsTable } from "./items-table.tsx";

const ALL = "all";

export function BatchView({ id }: { readonly id: string }): ReactNode {
  const [show, setShow] = useQueryState(
    "show",
    parseAsStringLiteral([ALL, ...ITEM_STATUSES]).withDefault(ALL),
  );
  const [page, setPage] = useQueryState("page", parseAsInteger.withDefault(0));
  const at = Math.max(0, page);
  const { view, error } = useTopic({ kind: "batch", id, show: show === ALL ? null : show, page: at });
  if (view === null) return <Waiting error={error} />;
  const { batch, matching } = view.info;
  if (batch === null) return <NotFound />;
  const choices = ITEM_STATUSES.filter((status) => batch.counts[status] > 0 || status === show);
  return (
    <Page>
      <BatchHead batch={batch} />
      <BatchFacts batch={batch} />
      <Card
        title={pages.tasks}
        note={ofTasks.taskCount(matching)}
        actions={
          <Segmented
            label={heads.status}
            value={show}
            onValueChange={(next) => {
              void setPage(null);
              void setShow(next);
            }}
            items={[
              { value: ALL, label: words.all },
              ...choices.map((status) => ({
                value: status,
                label: `${statusWord(status)} ${formatCount(batch.counts[status])}`,
              })),
            ]}
          />
        }
      >
        <ItemsTable items={view.lists.items} kind={batch.kind} />
        <Pages page={at} matching={matching} onPage={(next) => void setPage(next)} />
      </Card>
    </Page>
  );
}

function BatchHead({ batch }: { readonly batch: Batch }): ReactNode {
  const look = statusLook(batch);
  return (
    <PageHead
      title={`${verbs[batch.kind]} ${ofTasks.taskCount(batch.total)}`}
      note={
        <span className="flex flex-wrap items-center gap-2">
          <Badge tone={look.tone}>{look.word}</Badge>
          <span className="font-mono text-sm">{batch.key}</span>
        </span>
      }
      actions={<BatchActions batch={batch} />}
    />
  );
}

function Pages(props: {
  readonly page: number;
  readonly matching: number;
  readonly onPage: (page: number) => void;
}): ReactNode {
  const { page, matching, onPage } = props;
  const last = Math.max(0, Math.ceil(matching / BATCH_PAGE) - 1);
  if (last === 0 && page === 0) return null;
  return (
    <nav
      aria-label={words.pages}
      className="flex items-center justify-end gap-2 border-line border-t px-4 py-2"
    >
      <Button size="sm" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {words.previous}
      </Button>
      <span className="text-ink-3 text-sm">{words.pageOf(page + 1, last + 1)}</span>
      <Button size="sm" disabled={page >= last} onClick={() => onPage(page + 1)}>
        {words.next}
      </Button>
    </nav>
  );
}

function NotFound(): ReactNode {
  return (
    <Page>
      <PageHead title={pages.batch} />
      <Card>
        <EmptyState
          title={words.notFound}
          action={<ButtonLink href={BATCHES_PATH}>{shared.allBatches}</ButtonLink>}
        >
          {words.notFoundMeans}
        </EmptyState>
      </Card>
    </Page>
  );
}

function Waiting({ error }: { readonly error: string | null }): ReactNode {
  return (
    <Page>
      <PageHead title={pages.batch} />
      {error === null ? (
        <Late>
          <Skeleton className="h-64" />
        </Late>
      ) : (
        <p className="text-bad">{error}</p>
      )}
    </Page>
  );
}
