"use client";
// The Task page, wired to its topic.
import type { ComponentProps, ReactNode } from "react";
import { DeedsCard } from "#components/control/audit/deeds-card.tsx";
import { useTopic } from "#components/live/use-topic.ts";
import { Page } from "#components/ui/page.tsx";
import { Late, Skeleton } from "#components/ui/skeleton.tsx";
import { ResultCard } from "./result-card.tsx";
import { RetryLinks } from "./retry-links.tsx";
import { TaskNotFound } from "./task-not-found.tsx";
import { TaskPage } from "./task-page.tsx";
import { useWhy } from "./use-why.ts";

export function TaskDetailView({ uuid }: { readonly uuid: string }): ReactNode {
  const { view, error } = useTopic({ kind: "task", uuid });
  if (error !== null && view === null) return <Page>{error}</Page>;
  if (view === null) {
    return (
      <Page>
        <Late>
          <Skeleton className="h-7 w-80" />
          <Skeleton className="h-14" />
          <Skeleton className="h-64" />
        </Late>
      </Page>
    );
  }
  const { info, lists } = view;
  if (info.task === null)
    return (
      <TaskNotFound uuid={uuid} info={info} deeds={<DeedsCard key={uuid} uuid={uuid} firstSeenAt={null} />} />
    );
  return (
    <HeldTask
      key={uuid}
      task={info.task}
      info={info}
      family={lists.family}
      links={<RetryLinks uuid={uuid} />}
      stored={<ResultCard task={info.task} runsBy={info.runsBy} />}
      deeds={<DeedsCard uuid={uuid} firstSeenAt={info.task.firstSeenAt} />}
    />
  );
}

/** Asks why, of a task that there is. */
function HeldTask(props: Omit<ComponentProps<typeof TaskPage>, "why">): ReactNode {
  return <TaskPage {...props} why={useWhy(props.task)} />;
}
