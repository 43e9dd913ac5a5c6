"use client";
// The columns that are shown, by the choice kept in this browser.
import { useMemo } from "react";
import { useColumnChoice } from "./column-menu.tsx";
import { COLUMNS, type Column } from "./columns.tsx";

export interface ShownColumns {
  readonly looks: readonly Column[];
  readonly choices: readonly {
    readonly id: string;
    readonly title: string;
    readonly shown: boolean;
    readonly onToggle: (shown: boolean) => void;
  }[];
}

export function useColumns(): ShownColumns {
  const [choice, keep] = useColumnChoice();
  return useMemo(() => {
    const isShown = ({ id, always }: Column): boolean => always === true || choice[id] !== false;
    const choices = COLUMNS.filter(({ always }) => always !== true).map((column) => ({
      id: column.id,
      title: column.title,
      shown: isShown(column),
      onToggle: (shown: boolean) => keep({ ...choice, [column.id]: shown }),
    }));
    return { looks: COLUMNS.filter(isShown), choices };
  }, [choice, keep]);
}
