"use client";
import type { ReactNode } from "react";
// Every batch that Umbel remembers, newest first.
import { Link } from "#components/ui/link.tsx";
import { type Batch, MAX_BATCHES } from "#lib/batches/batch.ts";
import { formatCount } from "#lib/format/number.ts";
import { batchPath, TASKS_PATH } from "#lib/routes.ts";
import { useTopic } from "../live/use-topic.ts";
import { Badge } from "../ui/badge.tsx";
import { Bar } from "../ui/bar.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Late, Skeleton } from "../ui/skeleton.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { batchesView as words } from "../words/batches.ts";
import { heads, pages, shared, verbs } from "../words/shared.ts";
import { countsText, outcomesText, settledOf, statusLook } from "./batch-words.ts";

export function BatchesView(): ReactNode {
  const { view, error } = useTopic({ kind: "batches" });
  return (
    <Page>
      <PageHead title={pages.batches} note={words.note} />
      {view === null ? (
        error === null ? (
          <Waiting />
        ) : (
          <p className="text-bad">{error}</p>
        )
      ) : (
        <List batches={view.lists.batches} />
      )}
    </Page>
  );
}

function List({ batches }: { readonly batches: readonly Batch[] }): ReactNode {
  if (batches.length === 0) {
    return (
      <Card>
        <EmptyState
          title={words.noneYet}
          action={<ButtonLink href={TASKS_PATH}>{words.openTasks}</ButtonLink>}
        >
          {words.noneYetMeans}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <Table label={pages.batches}>
        <thead>
          <tr>
            <Th>{pages.batch}</Th>
            <Th>{heads.status}</Th>
            <Th num>{pages.tasks}</Th>
            <Th>{shared.progress}</Th>
            <Th>{heads.outcome}</Th>
            <Th>{heads.by}</Th>
            <Th>{heads.started}</Th>
            <Th fill>{shared.reason}</Th>
          </tr>
        </thead>
        <tbody>
          {batches.map((batch) => (
            <BatchLine key={batch.key} batch={batch} />
          ))}
        </tbody>
      </Table>
      {batches.length >= MAX_BATCHES && (
        <p className="border-line border-t px-4 py-2 text-ink-3 text-sm">{words.kept(MAX_BATCHES)}</p>
      )}
    </Card>
  );
}

function BatchLine({ batch }: { readonly batch: Batch }): ReactNode {
  const look = statusLook(batch);
  const settled = settledOf(batch);
  return (
    <Tr>
      <Td>
        <Link href={batchPath(batch.key)} className="font-medium text-accent hover:underline">
          {verbs[batch.kind]} <span className="font-mono text-xs">{batch.key.slice(0, 8)}</span>
        </Link>
      </Td>
      <Td>
        <Badge tone={look.tone}>{look.word}</Badge>
      </Td>
      <Td num>{formatCount(batch.total)}</Td>
      <Td>
        <Bar share={settled / batch.total} hotFrom={2} label={shared.countOf(settled, batch.total)} />
      </Td>
      <Td>{[countsText(batch), outcomesText(batch)].filter((part) => part !== null).join(" · ")}</Td>
      <Td>{batch.actor}</Td>
      <Td>
        <Time at={batch.createdAt} />
      </Td>
      <Td fill title={batch.reason ?? undefined}>
        {batch.reason ?? <span className="text-ink-3">{shared.noneGiven}</span>}
      </Td>
    </Tr>
  );
}

function Waiting(): ReactNode {
  return (
    <Late>
      <Skeleton className="h-40" />
    </Late>
  );
}
