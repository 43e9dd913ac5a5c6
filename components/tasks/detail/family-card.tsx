"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { StateBadge } from "#components/ui/state-badge.tsx";
import { TaskName } from "#components/ui/task-name.tsx";
import { Elapsed } from "#components/ui/time.tsx";
import { formatDuration } from "#lib/format/duration.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { taskPath } from "#lib/routes.ts";
// The tasks of the same root, as a tree with live states.
import { Link } from "../../ui/link.tsx";
import { type FamilyLine, type FamilyRow, layOutFamily } from "./family.ts";

export interface FamilyCardProps {
  readonly family: readonly FamilyRow[];
  /** Those beyond the rows included. */
  readonly total: number;
  /** The task that the page is about. */
  readonly uuid: string;
}

export function FamilyCard({ family, total, uuid }: FamilyCardProps): ReactNode {
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
      title="Workflow"
      note={
        total > family.length
          ? `${formatCount(family.length)} of ${plural(total, "task")} of this root shown`
          : `${plural(family.length, "task")} of this root`
      }
      bodyClassName="px-2 pb-2"
    >
      <ul ref={list} className="relative max-h-[420px] overflow-y-auto">
        {layOutFamily(family).map((line) => (
          <Line key={line.row.key} line={line} here={line.row.key === uuid} />
        ))}
      </ul>
    </Card>
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
          {detached && <span className="ml-1.5 text-ink-3 text-sm">its parent is not held</span>}
        </span>
        <span className="shrink-0 text-ink-2 text-sm">
          <Length row={row} />
        </span>
      </Link>
    </li>
  );
}

function Length({ row }: { readonly row: FamilyRow }): ReactNode {
  if (row.runtimeSeconds !== null) return formatDuration(row.runtimeSeconds * 1000);
  if (row.state === "STARTED" && row.startedAt !== null)
    return <Elapsed since={row.startedAt} className="text-started" />;
  return null;
}
