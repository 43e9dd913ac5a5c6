"use client";
// The worker's page, wired: its live topic in, the chosen tab and its search kept in the URL.
import { ServerOff } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { WORKERS_PATH } from "#lib/routes.ts";
import { useTopic } from "../../live/use-topic.ts";
import { ButtonLink } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { Late, Skeleton } from "../../ui/skeleton.tsx";
import { ofWorkers, shared } from "../../words/shared.ts";
import { workerView as words } from "../../words/workers-detail.ts";
import { WorkerName } from "../worker-cells.tsx";
import { WORKER_VIEWS } from "./tabs.ts";
import { WorkerPage } from "./worker-page.tsx";

const inUrl = {
  tab: parseAsStringLiteral(WORKER_VIEWS).withDefault("recent"),
  find: parseAsString.withDefault(""),
};

export function WorkerView({ hostname }: { readonly hostname: string }): ReactNode {
  const { view, status, error } = useTopic({ kind: "worker", hostname });
  const [{ tab, find }, setUrl] = useQueryStates(inUrl);
  const worker = view?.info.worker ?? null;
  if (view === null || worker === null) {
    const problem = status === "refused" ? (error ?? shared.unknownPage) : null;
    return <NoWorker hostname={hostname} waiting={view === null && problem === null} problem={problem} />;
  }
  return (
    <WorkerPage
      worker={worker}
      inspection={view.info.inspection}
      recent={view.lists.recent}
      view={tab}
      onView={(next) => void setUrl({ tab: next, find: null })}
      find={find}
      onFind={(text) => void setUrl({ find: text })}
    />
  );
}

function NoWorker(props: {
  readonly hostname: string;
  readonly waiting: boolean;
  readonly problem: string | null;
}): ReactNode {
  return (
    <Page>
      <PageHead title={<WorkerName hostname={props.hostname} />} />
      {props.waiting ? (
        <Late>
          <Skeleton className="h-[70px]" />
          <Skeleton className="h-60" />
          <Skeleton className="h-72" />
        </Late>
      ) : (
        <section className="rounded-lg border border-line bg-surface shadow-card">
          <EmptyState
            icon={<ServerOff size={22} aria-hidden />}
            title={words.notFound}
            action={<ButtonLink href={WORKERS_PATH}>{ofWorkers.all}</ButtonLink>}
          >
            {props.problem ?? words.notFoundMeans}
          </EmptyState>
        </section>
      )}
    </Page>
  );
}
