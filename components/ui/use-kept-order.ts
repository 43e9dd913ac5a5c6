"use client";
// Rows stay where they are while somebody looks at them: what is known keeps its place, what is new comes last.
import { useEffect, useRef } from "react";

interface Keyed {
  readonly key: string;
}
export interface KeptOrder<T> {
  readonly rows: readonly T[];
  /** The order asked for has become another than the one that is shown. */
  readonly outdated: boolean;
}

/** `sorted`: in the order asked for; `wish`: what was asked for, as text. Another wish is met at once. */
export function useKeptOrder<T extends Keyed>(
  sorted: readonly T[],
  wish: string,
  held: boolean,
): KeptOrder<T> {
  const before = useRef<{ readonly wish: string; readonly keys: readonly string[] } | null>(null);
  const kept = held && before.current?.wish === wish ? keepOrder(before.current.keys, sorted) : sorted;
  useEffect(() => {
    before.current = { wish, keys: kept.map(({ key }) => key) };
  });
  return { rows: kept, outdated: kept.some((row, index) => row !== sorted[index]) };
}

export function keepOrder<T extends Keyed>(before: readonly string[], sorted: readonly T[]): readonly T[] {
  const byKey = new Map(sorted.map((row) => [row.key, row]));
  const known = before.flatMap((key) => byKey.get(key) ?? []);
  const shown = new Set(before);
  return [...known, ...sorted.filter(({ key }) => !shown.has(key))];
}
