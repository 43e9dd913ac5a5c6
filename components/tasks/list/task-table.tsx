"use client";
// The virtualised list: a hundred thousand rows, of which only those in view exist. It draws what it is given and tells what
// is in view; which pages are open is not its business.
import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { cn } from "#components/ui/cn.ts";
import type { TaskSort } from "#lib/tasks/filter.ts";
import { pages as titles } from "../../words/shared.ts";
import type { Column } from "./columns/columns.tsx";
import { type Fit, useFit } from "./columns/use-fit.ts";
import { ListHead } from "./list-head.tsx";
import type { HoldReason } from "./paging/hold.ts";
import { type PageRows, rowAt } from "./paging/pages.ts";
import type { Selection } from "./selection/selection.ts";
import { TaskCard } from "./task-card.tsx";
import { BlankLine, TaskLine } from "./task-line.tsx";

const LINE = 38;
const CARD = 58;
const OVERSCAN = 10;

export interface TableHandle {
  readonly toTop: () => void;
  readonly show: (index: number) => void;
}

export interface TaskTableProps {
  readonly pages: PageRows;
  /** Length of the whole list. */
  readonly matching: number;
  /** The rows are of the previous list. */
  readonly stale: boolean;
  readonly columns: readonly Column[];
  readonly sort: TaskSort;
  readonly selection: Selection;
  readonly cursor: string | null;
  /** Two-line cards instead of columns. */
  readonly narrow: boolean;
  readonly handle: RefObject<TableHandle | null>;
  readonly onSort: (sort: TaskSort) => void;
  readonly onPick: (key: string, range: boolean) => void;
  readonly onPickAll: (keys: readonly string[]) => void;
  readonly onView: (first: number, last: number) => void;
  readonly onHold: (reason: HoldReason, on: boolean) => void;
}

export function TaskTable(props: TaskTableProps): ReactNode {
  const { pages, matching, columns, selection, narrow, handle, onView, onHold } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const fit = useFit(columns, scroller);
  const height = narrow ? CARD : LINE;
  const virtual = useVirtualizer({
    count: matching,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
    // Scrolling happens inside effects too (another list starts at its top), where React cannot flush.
    useFlushSync: false,
  });
  useEffect(() => {
    handle.current = {
      toTop: () => virtual.scrollToOffset(0),
      show: (index) => virtual.scrollToIndex(index, { align: "auto" }),
    };
  });
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => onView(first, last), [onView, first, last]);

  const inView = rowsBetween(pages, first, last);
  const pickedInView = inView.filter((key) => selection.keys.has(key)).length;
  const picked = pickedInView === 0 ? "none" : pickedInView === inView.length ? "all" : "some";
  return (
    <section
      ref={scroller}
      aria-label={titles.tasks}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={(event) => onHold("scrolled", event.currentTarget.scrollTop > 4)}
      className="h-full overflow-y-auto overflow-x-hidden rounded-t-lg [overflow-anchor:none] [overscroll-behavior:contain] focus-visible:-outline-offset-2"
    >
      <table aria-label={titles.tasks} aria-rowcount={matching + 1} className="block">
        {!narrow && (
          <thead className="sticky top-0 z-3 block">
            <ListHead
              looks={fit.looks}
              tracks={fit.tracks}
              sort={props.sort}
              onSort={props.onSort}
              picked={picked}
              onPickAll={() => props.onPickAll(inView)}
            />
          </thead>
        )}
        <tbody
          className={cn("relative block", props.stale && "opacity-55")}
          style={{ height: virtual.getTotalSize() }}
          onPointerEnter={(event) => event.pointerType === "mouse" && onHold("pointer", true)}
          onPointerLeave={() => onHold("pointer", false)}
        >
          {keyed(virtual.getVirtualItems(), pages).map(([key, item]) => (
            <Line key={key} {...props} fit={fit} index={item.index} top={item.start} height={height} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A task keeps its row while others come above it. Pages of two moments may name it twice: then the second goes by place. */
function keyed(items: readonly VirtualItem[], pages: PageRows): readonly (readonly [string, VirtualItem])[] {
  const seen = new Set<string>();
  return items.map((item) => {
    const own = rowAt(pages, item.index)?.key;
    const key = own === undefined || seen.has(own) ? `at ${item.index}` : own;
    seen.add(key);
    return [key, item];
  });
}

interface OneLine extends TaskTableProps {
  readonly fit: Fit;
  readonly index: number;
  readonly top: number;
  readonly height: number;
}

function Line({ pages, index, top, height, selection, cursor, narrow, fit, onPick }: OneLine): ReactNode {
  const row = rowAt(pages, index);
  if (row === null) return <BlankLine top={top} height={height} />;
  const selected = selection.keys.has(row.key);
  const line = { row, index, top, height, selected, pointed: cursor === row.key, onPick };
  return narrow ? <TaskCard {...line} /> : <TaskLine {...line} looks={fit.looks} tracks={fit.tracks} />;
}

function rowsBetween(pages: PageRows, first: number, last: number): readonly string[] {
  const keys: string[] = [];
  for (let index = first; index <= last; index++) {
    const row = rowAt(pages, index);
    if (row !== null) keys.push(row.key);
  }
  return keys;
}
