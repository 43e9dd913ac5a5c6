"use client";
// The heads of the columns: what they are, and by which of them the list is ordered.
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import type { TaskSort } from "#lib/tasks/filter.ts";
import { listHead as words } from "../../words/tasks-list.ts";
import type { Column } from "./columns/columns.tsx";
import { nextSort } from "./query/search-params.ts";

export interface ListHeadProps {
  readonly looks: readonly Column[];
  readonly tracks: string;
  readonly sort: TaskSort;
  readonly onSort: (sort: TaskSort) => void;
  /** Of the rows in view: all, some or none are ticked. */
  readonly picked: "all" | "some" | "none";
  readonly onPickAll: () => void;
}

export function ListHead({ looks, tracks, sort, onSort, picked, onPickAll }: ListHeadProps): ReactNode {
  return (
    <tr
      aria-rowindex={1}
      className="sticky top-0 z-3 grid h-8 items-center border-line border-b bg-surface text-ink-3 text-sm"
      style={{ gridTemplateColumns: tracks }}
    >
      <th scope="col" className="flex items-center justify-center">
        <label className="flex size-8 cursor-pointer items-center justify-center">
          <input
            type="checkbox"
            aria-label={words.selectAll}
            checked={picked === "all"}
            ref={(box) => {
              if (box !== null) box.indeterminate = picked === "some";
            }}
            onChange={onPickAll}
            className="size-3.5 cursor-pointer accent-accent"
          />
        </label>
      </th>
      {looks.map((look) => (
        <th
          scope="col"
          key={look.id}
          aria-sort={look.sort !== undefined && sort.by === look.sort.by ? direction(sort) : undefined}
          className={cn("min-w-0 px-2 font-medium last:pr-4", look.end ? "text-right" : "text-left")}
        >
          {look.sort === undefined ? (
            look.title
          ) : (
            <SortButton {...{ look, order: look.sort, sort, onSort }} />
          )}
        </th>
      ))}
    </tr>
  );
}

function SortButton(props: {
  readonly look: Column;
  readonly order: NonNullable<Column["sort"]>;
  readonly sort: TaskSort;
  readonly onSort: (sort: TaskSort) => void;
}): ReactNode {
  const { look, order, sort, onSort } = props;
  const on = sort.by === order.by;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <button
      type="button"
      onClick={() => onSort(nextSort(sort, order.by, order.descendingFirst))}
      className={cn(
        "-mx-1 inline-flex items-center gap-1 rounded-sm px-1 hover:text-ink",
        look.end && "flex-row-reverse",
        on && "text-ink",
      )}
    >
      {look.title}
      {on && <Arrow size={12} aria-hidden />}
    </button>
  );
}

function direction(sort: TaskSort): "ascending" | "descending" {
  return sort.descending ? "descending" : "ascending";
}
