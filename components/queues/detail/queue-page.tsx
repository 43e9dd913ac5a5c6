"use client";
// The queue's page as drawn from data.
import type { ReactNode } from "react";
import type { QueueView } from "#lib/live/views.ts";
import type { QueueRow } from "#lib/queues/queue.ts";
import { late } from "../../ui/late.tsx";
import { Page } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ConsumersCard } from "./consumers-card.tsx";
import { PrioritiesCard } from "./priorities-card.tsx";
import { QueueFigures } from "./queue-figures.tsx";
import { QueueHead } from "./queue-head.tsx";
import { QueueNotices } from "./queue-notices.tsx";
import { useQueueMarks } from "./use-queue-marks.ts";
import { WaitingCard } from "./waiting-card.tsx";

// The drawing library is the largest part of the page: figures and tables do not wait for it.
const QueueCharts = late(
  () => import("./queue-charts.tsx").then(({ QueueCharts: loaded }) => loaded),
  <Skeleton className="h-[206px]" />,
);

export interface QueuePageProps {
  readonly view: QueueView;
  readonly queue: QueueRow;
  /** Chooses the time range of the charts. */
  readonly range: ReactNode;
}

export function QueuePage({ view, queue, range }: QueuePageProps): ReactNode {
  const { info, lists } = view;
  const marks = useQueueMarks(queue, lists.findings);
  const hasPriorities = queue.byPriority !== null;
  return (
    <Page>
      <QueueHead queue={queue} knownFrom={info.knownFrom} range={range} />
      <QueueNotices queue={queue} findings={lists.findings} />
      <QueueFigures queue={queue} />
      <QueueCharts
        points={lists.points}
        range={info.range}
        bucketSeconds={info.bucketSeconds}
        watchedSince={info.watchedSince}
        marks={marks}
      />
      <div
        className={
          hasPriorities
            ? "grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]"
            : "contents"
        }
      >
        <ConsumersCard queue={queue} consumers={info.knowsConsumers ? lists.consumers : null} />
        {queue.byPriority !== null && <PrioritiesCard priorities={queue.byPriority} />}
      </div>
      <WaitingCard queue={queue} />
    </Page>
  );
}
