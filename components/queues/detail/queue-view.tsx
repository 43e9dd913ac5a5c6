"use client";
// The queue's page, wired: its live topic in, the range in the URL.
import { Layers } from "lucide-react";
import { useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { QUEUES_PATH } from "#lib/routes.ts";
import { RangePicker, rangeInUrl } from "../../charts/range-picker.tsx";
import { useTopic } from "../../live/use-topic.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { Late, Skeleton } from "../../ui/skeleton.tsx";
import { ofQueue, queueView as words } from "../../words/queues.ts";
import { shared } from "../../words/shared.ts";
import { QueuePage } from "./queue-page.tsx";

export function QueueView({ name }: { readonly name: string }): ReactNode {
  const [range, setRange] = useQueryState("range", rangeInUrl);
  const { view, status, error } = useTopic({ kind: "queue", name, range }, { keepPrevious: true });
  const queue = view?.info.queue ?? null;
  if (view === null || queue === null || queue.key !== name) {
    const problem = status === "refused" ? (error ?? shared.unknownPage) : null;
    return <NoQueue name={name} waiting={view === null && problem === null} problem={problem} />;
  }
  return (
    <QueuePage
      view={view}
      queue={queue}
      range={<RangePicker range={range} onRange={(next) => void setRange(next)} />}
    />
  );
}

function NoQueue(props: {
  readonly name: string;
  readonly waiting: boolean;
  readonly problem: string | null;
}): ReactNode {
  return (
    <Page>
      <PageHead title={props.name} />
      {props.waiting ? (
        <Late>
          <Skeleton className="h-[70px]" />
          <Skeleton className="h-48" />
          <Skeleton className="h-72" />
        </Late>
      ) : (
        <section className="rounded-lg border border-line bg-surface shadow-card">
          <EmptyState
            icon={<Layers size={22} aria-hidden />}
            title={words.notFound}
            action={<ButtonLink href={QUEUES_PATH}>{ofQueue.all}</ButtonLink>}
          >
            {props.problem ?? words.notFoundMeans}
          </EmptyState>
        </section>
      )}
    </Page>
  );
}
