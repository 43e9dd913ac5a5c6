"use client";
// The columns that are shown, through TanStack Table: it knows the columns and their visibility. Its row model is not used:
// rows live in the server, and a line is drawn again only when its own row changed.
import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import type { TaskRow } from "#lib/tasks/task.ts";
import { useColumnChoice } from "./column-menu.tsx";
import { type ColumnLook, columns, features } from "./columns.tsx";

const NO_ROWS: TaskRow[] = [];

export type Look = ColumnLook & { readonly id: string };

export interface ShownColumns {
  readonly looks: readonly Look[];
  readonly choices: readonly {
    readonly id: string;
    readonly title: string;
    readonly shown: boolean;
    readonly onToggle: (shown: boolean) => void;
  }[];
}

export function useColumns(): ShownColumns {
  const [choice, keep] = useColumnChoice();
  const table = useTable({
    features,
    columns,
    data: NO_ROWS,
    state: { columnVisibility: choice },
    onColumnVisibilityChange: (next) => keep(typeof next === "function" ? next(choice) : next),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the choice is all that the table's answer depends on
  return useMemo(() => {
    const looks = table.getVisibleLeafColumns().flatMap(({ id, columnDef }) => {
      return columnDef.meta === undefined ? [] : [{ ...columnDef.meta, id }];
    });
    const choices = table
      .getAllLeafColumns()
      .filter((column) => column.getCanHide())
      .map((column) => ({
        id: column.id,
        title: column.columnDef.meta?.title ?? column.id,
        shown: column.getIsVisible(),
        onToggle: (shown: boolean) => column.toggleVisibility(shown),
      }));
    return { looks, choices };
  }, [choice]);
}
