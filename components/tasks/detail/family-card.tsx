"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { StateBadge } from "#components/ui/state-badge.tsx";
import { TaskName } from "#components/ui/task-name.tsx";
import { Elapsed } from "#components/ui/time.tsx";
import { formatDuration } from "#lib/format/duration.ts";
import { formatCount } from "#lib/format/number.ts";
import type { TaskView } from "#lib/live/views.ts";
import { taskPath, workflowPath } from "#lib/routes.ts";
import { TASK_STATES } from "#lib/tasks/task.ts";
import { ranOf } from "#lib/tasks/times.ts";
// The tasks of the same root, as a tree with live states.
import { Link } from "../../ui/link.tsx";
import { familyCard as words } from "../../words/tasks-detail.ts";
import { type FamilyLine, type FamilyRow, layOutFamily } from "./family.ts";

export interface FamilyCardProps {
  readonly family: readonly FamilyRow[];
  /** Those beyond the rows included. */
  readonly total: number;
  readonly states: TaskView["info"]["familyStates"];
  /** The task that the page is about. */
  readonly uuid: string;
  readonly root: string;
}

export function FamilyCard({ family, total, states, uuid, root }: FamilyCardProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const many = family.length > 0;
  // In a long family this task is brought into the card's view, once; the page itself does not move.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `many` tells that there is something to scroll
  useLayoutEffect(() => {
    const here = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (list.current && here) list.current.scrollTop = here.offsetTop - list.current.clientHeight / 2;
  }, [many]);
  if (family.length < 2 && family.every((row) => row.parentId === null)) return null;
  return (
    <Card
      title={words.title}
      note={words.seen(total)}
      actions={
        <Link href={workflowPath(root)} className="text-accent text-sm hover:underline">
          {words.allInTasks(total)}
        </Link>
      }
      bodyClassName="px-2 pb-2"
    >
      <States states={states} total={total} />
      <ul ref={list} className="relative max-h-[420px] overflow-y-auto">
        {layOutFamily(family).map((line) => (
          <Line key={line.row.key} line={line} here={line.row.key === uuid} />
        ))}
      </ul>
      <p className="px-2 pt-2 text-ink-3 text-sm">
        {total > family.length && words.listedOf(family.length, total)}
        {words.held}
      </p>
    </Card>
  );
}

/** How many are in each state; of a family too large to be indexed as a whole, of how many that is. */
function States(props: Pick<FamilyCardProps, "states" | "total">): ReactNode {
  const counts = TASK_STATES.flatMap((state) => {
    const count = props.states[state] ?? 0;
    return count === 0 ? [] : [{ state, count }];
  });
  const counted = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    // Columns of one width, with room for two lines: what follows stays in its place.
    <ul
      aria-label={words.byState}
      className="grid min-h-[46px] grid-cols-[repeat(auto-fill,minmax(6.75rem,1fr))] content-start gap-y-1 px-2 pb-1.5"
    >
      {counts.map(({ state, count }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a state that comes between others is drawn in the place of the next
        <li key={place} className="inline-flex gap-1.5 whitespace-nowrap">
          <StateBadge state={state} />
          <span className="text-sm tabular-nums">{formatCount(count)}</span>
        </li>
      ))}
      {counted < props.total && (
        <li className="col-span-full text-ink-3 text-sm">{words.uncounted(props.total - counted)}</li>
      )}
    </ul>
  );
}

function Line({ line, here }: { readonly line: FamilyLine; readonly here: boolean }): ReactNode {
  const { row, depth, detached } = line;
  return (
    <li>
      <Link
        href={taskPath(row.key)}
        prefetch={false}
        aria-current={here ? "page" : undefined}
        title={row.key}
        style={{ paddingLeft: 8 + Math.min(depth, 12) * 16 }}
        className={cn(
          "flex h-7 items-center gap-2 rounded-md pr-2",
          here ? "bg-selected font-medium" : "hover:bg-hover",
        )}
      >
        {depth > 0 && (
          <span
            aria-hidden
            className="-mt-2 h-3 w-2 shrink-0 rounded-bl-sm border-line-strong border-b border-l"
          />
        )}
        <StateBadge state={row.state} iconOnly />
        <span className="min-w-0 flex-1 truncate">
          <TaskName name={row.name} />
          {detached && <span className="ml-1.5 text-ink-3 text-sm">{words.parentElsewhere}</span>}
        </span>
        <span className="shrink-0 text-ink-2 text-sm">
          <Length row={row} />
        </span>
      </Link>
    </li>
  );
}

function Length({ row }: { readonly row: FamilyRow }): ReactNode {
  if (row.state === "STARTED" && row.startedAt !== null)
    return <Elapsed since={row.startedAt} className="text-started" />;
  const ms = ranOf(row);
  return ms === null ? null : formatDuration(ms);
}
