"use client";
// The activity page, wired: the audit log in, search and filters kept in the URL.
import { parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import type { ReactNode } from "react";
import { RESULTS } from "#components/control/audit/results.tsx";
import { useAudit } from "#components/control/audit/use-audit.ts";
import { textInUrl } from "#components/ui/text-in-url.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Late, Skeleton } from "../ui/skeleton.tsx";
import { pages, shared } from "../words/shared.ts";
import { ActivityPage } from "./activity-page.tsx";

export function ActivityView(): ReactNode {
  const { entries, problem } = useAudit();
  const [text, setText] = useQueryState("q", textInUrl.withDefault(""));
  const [command, setCommand] = useQueryState("command", parseAsString);
  const [actor, setActor] = useQueryState("actor", parseAsString);
  const [result, setResult] = useQueryState("result", parseAsStringLiteral(RESULTS));
  if (entries === null) return <Waiting problem={problem?.message ?? null} />;
  return (
    <ActivityPage
      entries={entries}
      stale={problem?.message ?? null}
      filter={{ text, command, actor, result }}
      onFilter={(filter) => {
        void setText(filter.text);
        void setCommand(filter.command);
        void setActor(filter.actor);
        void setResult(filter.result);
      }}
    />
  );
}

function Waiting({ problem }: { readonly problem: string | null }): ReactNode {
  return (
    <Page>
      <PageHead title={pages.activity} />
      {problem !== null ? (
        <EmptyState title={shared.cannotShow}>{problem}</EmptyState>
      ) : (
        <Late>
          <Skeleton className="h-72" />
        </Late>
      )}
    </Page>
  );
}
