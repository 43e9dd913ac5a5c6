"use client";
// One batch, live: how far it is, what became of each task, and the way to stop or to resume it.
import { parseAsInteger, parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { type Batch, ITEM_STATUSES } from "#lib/batches/batch.ts";
import { formatCount, plural } from "#lib/format/number.ts";
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
import { BatchActions } from "./batch-actions.tsx";
import { BatchFacts } from "./batch-facts.tsx";
import { KIND_WORDS, statusLook, statusWord } from "./batch-words.ts";
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
        title="Tasks"
        note={plural(matching, "task")}
        actions={
          <Segmented
            label="Status"
            value={show}
            onValueChange={(next) => {
              void setPage(null);
              void setShow(next);
            }}
            items={[
              { value: ALL, label: "All" },
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
      title={`${KIND_WORDS[batch.kind]} ${plural(batch.total, "task")}`}
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
    <nav aria-label="Pages" className="flex items-center justify-end gap-2 border-line border-t px-4 py-2">
      <Button size="sm" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous
      </Button>
      <span className="text-ink-3 text-sm">
        {formatCount(page + 1)} of {formatCount(last + 1)}
      </span>
      <Button size="sm" disabled={page >= last} onClick={() => onPage(page + 1)}>
        Next
      </Button>
    </nav>
  );
}

function NotFound(): ReactNode {
  return (
    <Page>
      <PageHead title="Batch" />
      <Card>
        <EmptyState title="Batch not found" action={<ButtonLink href={BATCHES_PATH}>All batches</ButtonLink>}>
          It was never started here, or is no longer kept.
        </EmptyState>
      </Card>
    </Page>
  );
}

function Waiting({ error }: { readonly error: string | null }): ReactNode {
  return (
    <Page>
      <PageHead title="Batch" />
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
