"use client";
// Holds the order of a flowing list still while somebody points at it: rows change in place, none come or go.
import { useEffect, useRef } from "react";

interface Keyed {
  readonly key: string;
}
export interface HeldRows<T> {
  readonly shown: readonly T[];
  /** Rows that came since and are not shown. */
  readonly newer: number;
}

export function useHeldRows<T extends Keyed>(rows: readonly T[], held: boolean): HeldRows<T> {
  const before = useRef<readonly T[]>([]);
  const shown = held && before.current.length > 0 ? patchRows(before.current, rows) : rows;
  useEffect(() => {
    before.current = shown;
  });
  if (shown === rows) return { shown, newer: 0 };
  const known = new Set(shown.map(({ key }) => key));
  return { shown, newer: rows.filter(({ key }) => !known.has(key)).length };
}

/** The rows of `before`, each as it is now; one that is gone stays as it was last seen. */
function patchRows<T extends Keyed>(before: readonly T[], rows: readonly T[]): readonly T[] {
  const now = new Map(rows.map((row) => [row.key, row]));
  return before.map((row) => now.get(row.key) ?? row);
}
