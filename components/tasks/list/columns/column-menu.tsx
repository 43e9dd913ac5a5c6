"use client";
// Which columns are shown; the choice is kept in this browser.
import { Columns3 } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Menu, MenuCheck } from "#components/ui/menu.tsx";
import { columnMenu as words } from "../../../words/tasks-list.ts";

const KEY = "umbel.tasks.columns";

/** By id; of a column it does not name, nothing was chosen. */
export type ColumnChoice = Readonly<Record<string, boolean>>;

export interface ColumnMenuProps {
  readonly columns: readonly {
    readonly id: string;
    readonly title: string;
    readonly shown: boolean;
    readonly onToggle: (shown: boolean) => void;
  }[];
  readonly onOpenChange: (open: boolean) => void;
}

export function ColumnMenu({ columns, onOpenChange }: ColumnMenuProps): ReactNode {
  const trigger = (
    <Button>
      <Columns3 size={14} aria-hidden />
      {words.title}
    </Button>
  );
  return (
    <Menu trigger={trigger} onOpenChange={onOpenChange}>
      {columns.map((column) => (
        <MenuCheck key={column.id} checked={column.shown} onCheckedChange={column.onToggle}>
          {column.title}
        </MenuCheck>
      ))}
    </Menu>
  );
}

/** Read after the first paint: the server does not know it. */
export function useColumnChoice(): readonly [ColumnChoice, (next: ColumnChoice) => void] {
  const [choice, setChoice] = useState<ColumnChoice>({});
  useEffect(() => setChoice(readChoice()), []);
  const keep = useCallback((next: ColumnChoice) => {
    setChoice(next);
    try {
      localStorage.setItem(KEY, JSON.stringify(next));
    } catch {
      // A browser that forbids storage forgets the choice; nothing else is lost.
    }
  }, []);
  return [choice, keep];
}

function readChoice(): ColumnChoice {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof kept !== "object" || kept === null) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, shown]) => typeof shown === "boolean"));
  } catch {
    return {};
  }
}
