"use client";
// The head of a column that can be sorted by; it says so to assistive technology.
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../../ui/cn.ts";
import { Th } from "../../ui/table.tsx";
import { nextSort, type WorkerSort, type WorkerSortBy } from "./sort-workers.ts";

export interface SortHeadProps {
  readonly by: WorkerSortBy;
  readonly sort: WorkerSort;
  readonly onSort: (sort: WorkerSort) => void;
  readonly title: string;
  readonly className?: string;
  readonly children: string;
}

export function SortHead({ by, sort, onSort, title, className, children }: SortHeadProps): ReactNode {
  const on = sort.by === by;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  const left = by === "name" || by === "busy";
  return (
    <Th
      num={!left}
      className={className ?? ""}
      aria-sort={on ? (sort.descending ? "descending" : "ascending") : "none"}
    >
      <button
        type="button"
        title={title}
        onClick={() => onSort(nextSort(sort, by))}
        className={cn(
          "inline-flex items-center gap-1 rounded-sm font-medium hover:text-ink",
          on && "text-ink",
          !left && "flex-row-reverse",
        )}
      >
        {children}
        {on && <Arrow size={12} aria-hidden />}
      </button>
    </Th>
  );
}
