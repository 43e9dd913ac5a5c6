"use client";
// No task of that uuid is held: whether it never was seen or made room for others nobody can know, so both are said.
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page, PageHead } from "#components/ui/page.tsx";
import type { TaskView } from "#lib/live/views.ts";
import { TASKS_PATH } from "#lib/routes.ts";
import { pages } from "../../words/shared.ts";
import { taskNotFound as words } from "../../words/tasks-detail.ts";

export interface TaskNotFoundProps {
  readonly uuid: string;
  readonly info: Pick<TaskView["info"], "held" | "evicted" | "maxTasks">;
  /** What was done to it, which fetches for itself. */
  readonly deeds?: ReactNode;
}

export function TaskNotFound({ uuid, info, deeds }: TaskNotFoundProps): ReactNode {
  const { held, evicted, maxTasks } = info;
  return (
    <Page>
      <PageHead
        title={pages.task}
        note={<span className="font-mono text-sm [overflow-wrap:anywhere]">{uuid}</span>}
      />
      <Card label={words.label}>
        <EmptyState
          icon={<SearchX size={22} aria-hidden />}
          title={words.title}
          action={<ButtonLink href={TASKS_PATH}>{words.all}</ButtonLink>}
        >
          <ul className="mt-1 grid gap-1.5 text-left">
            <li>
              <b className="font-medium text-ink">{words.neverSeen[0]}</b>
              {words.neverSeen[1]}
              <code>{words.neverSeen[2]}</code>
              {words.neverSeen[3]}
            </li>
            <li>
              <b className="font-medium text-ink">{words.noLonger[0]}</b>
              {words.noLonger[1](maxTasks)}
              <code>{words.noLonger[2]}</code>
              {words.noLonger[3]}
              {/* A line of its own: figures that grow break no other one. */}
              <span className="block whitespace-nowrap tabular-nums">{words.now(held, evicted)}</span>
            </li>
            <li>
              <b className="font-medium text-ink">{words.neverSent[0]}</b>
              {words.neverSent[1]}
              <code>{words.neverSent[2]}</code>
              {words.neverSent[3]}
            </li>
            <li>{words.ifSeen}</li>
          </ul>
        </EmptyState>
      </Card>
      {deeds}
    </Page>
  );
}
