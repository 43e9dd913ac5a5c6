"use client";
// One line of the list on wide screens. Memoised: it is drawn again only when its row, or what is said about it, changed.
import { memo, type ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { PickBox } from "../../ui/pick-box.tsx";
import { ofTasks } from "../../words/shared.ts";
import type { Column } from "./columns/columns.tsx";
import { ErrorText, showsError } from "./error-text.tsx";

export interface LineProps {
  readonly row: TaskRow;
  readonly index: number;
  /** px from the top of the list. */
  readonly top: number;
  readonly height: number;
  readonly selected: boolean;
  readonly pointed: boolean;
  readonly onPick: (key: string, range: boolean) => void;
}

export interface TaskLineProps extends LineProps {
  readonly looks: readonly Column[];
  readonly tracks: string;
}

export const TaskLine = memo(function TaskLine(props: TaskLineProps): ReactNode {
  const { row, index, top, height, selected, pointed, onPick, looks, tracks } = props;
  // A failed row has a second line of the same height's room: a task that fails moves nothing below it.
  const lined = showsError(row) && !looks.some(({ id }) => id === "exception");
  const from = looks.findIndex(({ id }) => id === "name");
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-task={row.key}
      className={lineClass(
        selected,
        pointed,
        cn("grid items-center", lined && "content-center leading-[17px]"),
      )}
      style={{ transform: `translateY(${top}px)`, height, gridTemplateColumns: tracks }}
    >
      <td className={cn("relative z-1 flex h-full items-center justify-center", lined && "row-span-2")}>
        <PickBox
          of={row.key}
          label={`${row.name ?? ofTasks.unnamed} ${row.key}`}
          picked={selected}
          onPick={onPick}
        />
      </td>
      {looks.map((look, at) => (
        <td
          // A task that fails gets a second line: its first is drawn anew above it, and does not move there.
          key={lined && look.id !== "state" ? `${look.id} lined` : look.id}
          className={cn(
            "min-w-0 overflow-hidden whitespace-nowrap px-2 text-ink-2",
            look.end && "text-right",
            at === looks.length - 1 && "pr-4",
            lined && look.id === "state" && "row-span-2",
          )}
        >
          {look.cell(row)}
        </td>
      ))}
      {lined && (
        <td
          colSpan={looks.length - from}
          className="min-w-0 px-2 pr-4 leading-[15px]"
          style={{ gridColumn: `${from + 2} / -1` }}
        >
          <ErrorText row={row} />
        </td>
      )}
    </tr>
  );
});

/** The cells are as wide as their tracks: what bounds the cells of a table does not bound them. */
const OWN_WIDTH = "*:max-w-none";

export function lineClass(selected: boolean, pointed: boolean, more: string): string {
  return cn(
    "absolute inset-x-0 top-0 border-line border-b",
    OWN_WIDTH,
    selected ? "bg-selected" : "hover:bg-hover",
    pointed && "shadow-[inset_2px_0_0_var(--accent)]",
    more,
  );
}

/** A row whose page has not come yet. */
export function BlankLine({ top, height }: { readonly top: number; readonly height: number }): ReactNode {
  return (
    <tr
      aria-hidden
      className={cn("absolute inset-x-0 top-0 flex items-center gap-4 border-line border-b px-11", OWN_WIDTH)}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <td className="h-2 w-16 rounded-full bg-line" />
      <td className="h-2 w-44 rounded-full bg-line" />
      <td className="h-2 flex-1 rounded-full bg-line/60" />
    </tr>
  );
}
