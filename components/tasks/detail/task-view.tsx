"use client";
// The Task page, wired to its topic.
import type { ReactNode } from "react";
import { useTopic } from "#components/live/use-topic.ts";
import { Page } from "#components/ui/page.tsx";
import { Late, Skeleton } from "#components/ui/skeleton.tsx";
import { ResultCard } from "./result-card.tsx";
import { RetryLinks } from "./retry-links.tsx";
import { TaskNotFound } from "./task-not-found.tsx";
import { TaskPage } from "./task-page.tsx";

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
  if (info.task === null) return <TaskNotFound uuid={uuid} info={info} />;
  return (
    <TaskPage
      key={uuid}
      task={info.task}
      info={info}
      family={lists.family}
      links={<RetryLinks uuid={uuid} />}
      stored={<ResultCard task={info.task} runsBy={info.runsBy} />}
    />
  );
}
