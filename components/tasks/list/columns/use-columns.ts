"use client";
// The columns that are shown, by the choice kept in this browser.
import { useMemo } from "react";
import { useMe } from "../../../live/use-me.ts";
import { useColumnChoice } from "./column-menu.tsx";
import { COLUMNS, type Column, HIDDEN_AT_FIRST } from "./columns.tsx";

export interface ShownColumns {
  readonly looks: readonly Column[];
  readonly choices: readonly {
    readonly id: string;
    readonly title: string;
    readonly shown: boolean;
    readonly onToggle: (shown: boolean) => void;
  }[];
}

/** Columns by Flower's names, as `--tasks-columns` takes them. */
const BY_FLOWER: Readonly<Record<string, string>> = {
  state: "state",
  name: "name",
  args: "args",
  kwargs: "args",
  exception: "exception",
  worker: "worker",
  received: "received",
  started: "waited",
  runtime: "ran",
};

/** Shown to whoever has not chosen; null: all but those that are hidden at first. */
function shownByDefault(names: readonly string[] | null): ReadonlySet<string> | null {
  if (names === null || names.includes("all")) return null;
  return new Set(names.flatMap((name) => BY_FLOWER[name] ?? []));
}

export function useColumns(): ShownColumns {
  const [choice, keep] = useColumnChoice();
  const names = useMe()?.tasksColumns ?? null;
  return useMemo(() => {
    const standard = shownByDefault(names);
    const isShown = ({ id, always }: Column): boolean =>
      always === true || (choice[id] ?? standard?.has(id) ?? !HIDDEN_AT_FIRST.includes(id));
    const choices = COLUMNS.filter(({ always }) => always !== true).map((column) => ({
      id: column.id,
      title: column.title,
      shown: isShown(column),
      onToggle: (shown: boolean) => keep({ ...choice, [column.id]: shown }),
    }));
    return { looks: COLUMNS.filter(isShown), choices };
  }, [choice, keep, names]);
}
