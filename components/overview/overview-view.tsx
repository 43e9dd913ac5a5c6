"use client";
// The overview, wired: one topic, one range for everything, the range in the URL.
import { useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { formatWhen } from "#lib/format/time.ts";
import type { OverviewView as OverviewData } from "#lib/live/views.ts";
import { RangePicker, rangeInUrl } from "../charts/range-picker.tsx";
import { useBroker } from "../live/use-broker.ts";
import { useNow } from "../live/use-now.ts";
import { useTopic } from "../live/use-topic.ts";
import { useZone } from "../live/use-zone.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { late } from "../ui/late.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { overviewView as words } from "../words/overview.ts";
import { pages } from "../words/shared.ts";
import { FailingCard } from "./failing-card.tsx";
import { Figures } from "./figures.tsx";
import { Findings } from "./findings.tsx";
import { NothingYet } from "./nothing-yet.tsx";
import { Board, ChartsSkeleton, OverviewSkeleton } from "./overview-skeleton.tsx";
import { QueuesCard } from "./queues-card.tsx";
import { useBehind } from "./use-behind.ts";
import { WorkersCard } from "./workers-card.tsx";

// The drawing library is the largest part of the page: figures and tables do not wait for it.
const Charts = late(() => import("./charts.tsx").then(({ Charts: loaded }) => loaded), <ChartsSkeleton />);

export function OverviewView(): ReactNode {
  const [range, setRange] = useQueryState("range", rangeInUrl);
  const { view, error } = useTopic({ kind: "overview", range }, { keepPrevious: true });
  const now = useNow();
  const zone = useZone();
  const since = view?.info.watchedSince ?? null;
  return (
    <Page>
      <PageHead
        title={pages.overview}
        note={since === null ? undefined : words.watchingSince(formatWhen(since, now, zone))}
        actions={<RangePicker range={range} onRange={(next) => void setRange(next)} />}
      />
      {error !== null && <EmptyState title={words.cannotShow}>{error}</EmptyState>}
      {view === null && error === null && <OverviewSkeleton />}
      {view !== null && <Body view={view} />}
    </Page>
  );
}

function Body({ view }: { readonly view: OverviewData }): ReactNode {
  const { info, lists } = view;
  const { failing, findings, ended, points, queues, workers } = lists;
  const tasksOnly = useBroker()?.tasksOnly === true;
  const behind = useBehind(findings, queues);
  const isSilent = workers.length === 0 && !info.sawTaskEvents;
  if (tasksOnly) {
    return (
      <>
        {findings.length > 0 && <Findings findings={findings} ended={ended} />}
        <NothingYet />
        <QueuesCard queues={queues} total={info.queuesTotal} tasksOnly />
      </>
    );
  }
  return (
    <>
      {(!isSilent || findings.length > 0) && <Findings findings={findings} ended={ended} />}
      {isSilent && <NothingYet />}
      {!isSilent && <Figures info={info} queues={queues} />}
      {(!isSilent || queues.length > 0) && (
        <Board>
          <QueuesCard queues={queues} total={info.queuesTotal} />
          <WorkersCard workers={workers} total={info.workersTotal} />
          <FailingCard failing={failing} sawTaskEvents={info.sawTaskEvents} />
          <Charts
            points={points}
            range={info.range}
            bucketSeconds={info.bucketSeconds}
            watchedSince={info.watchedSince}
            sawTaskEvents={info.sawTaskEvents}
            behind={behind}
          />
        </Board>
      )}
    </>
  );
}
