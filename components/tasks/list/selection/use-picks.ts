"use client";
// Which tasks are ticked and which one is marked by the keyboard; both hold the list still.
import { useCallback, useEffect, useRef, useState } from "react";
import type { HoldReason } from "../paging/hold.ts";
import { indexOf, type PageRows, rowAt } from "../paging/pages.ts";
import { extend, NOTHING, type Selection, toggle, toggleAll } from "./selection.ts";

export interface Picks {
  readonly selection: Selection;
  /** The uuid of the marked task. */
  readonly cursor: string | null;
  readonly pick: (key: string, range: boolean) => void;
  readonly pickAll: (keys: readonly string[]) => void;
  /** Marks the next row; answers its index, to be scrolled into view. */
  readonly move: (by: 1 | -1, from: number) => number | null;
  readonly clearSelection: () => void;
  /** Escape: first the selection goes, then the mark. */
  readonly letGo: () => void;
  readonly reset: () => void;
}

export function usePicks(pages: PageRows, hold: (reason: HoldReason, on: boolean) => void): Picks {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [cursor, setCursor] = useState<string | null>(null);
  // Read by callbacks that must not change with every tick, or every line would be drawn again.
  const at = useRef(pages);
  useEffect(() => {
    at.current = pages;
  });
  useEffect(() => hold("selected", selection.keys.size > 0), [hold, selection]);
  useEffect(() => hold("cursor", cursor !== null), [hold, cursor]);

  const pick = useCallback((key: string, range: boolean) => {
    setSelection((now) => (range ? extend(now, key, keysOf(at.current)) : toggle(now, key)));
  }, []);
  const pickAll = useCallback((keys: readonly string[]) => setSelection((now) => toggleAll(now, keys)), []);
  const move = (by: 1 | -1, from: number): number | null => {
    const now = cursor === null ? null : indexOf(pages, cursor);
    const next = now === null ? from : Math.max(0, now + by);
    const row = rowAt(pages, next);
    if (row === null) return null;
    setCursor(row.key);
    return next;
  };
  const clearSelection = useCallback(() => setSelection(NOTHING), []);
  const letGo = (): void => (selection.keys.size > 0 ? clearSelection() : setCursor(null));
  const reset = useCallback(() => {
    setSelection(NOTHING);
    setCursor(null);
  }, []);
  return { selection, cursor, pick, pickAll, move, clearSelection, letGo, reset };
}

function keysOf(pages: PageRows): readonly string[] {
  const inOrder = [...pages].sort(([a], [b]) => a - b);
  return inOrder.flatMap(([, rows]) => rows.map((row) => row.key));
}
