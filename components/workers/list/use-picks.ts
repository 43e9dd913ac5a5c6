"use client";
// Ticks in the list of workers, by the mouse and by the keyboard: j and k move, x ticks, X ticks a range, Enter opens,
// Escape lets go.
import { useCallback, useEffect, useRef, useState } from "react";
import { move, NONE_PICKED, type Picks, pick, pickAll } from "./picks.ts";

export interface WorkerPicks {
  readonly picks: Picks;
  readonly onPick: (key: string, range: boolean) => void;
  readonly onPickAll: () => void;
  readonly clear: () => void;
}

/** `shown`: the names in the order of the list. `onOpen` is what Enter does. */
export function usePicks(shown: readonly string[], onOpen: (hostname: string) => void): WorkerPicks {
  const [picks, setPicks] = useState<Picks>(NONE_PICKED);
  // Read by callbacks that must not change with every tick, or every line would be drawn again.
  const at = useRef({ shown, picks, onOpen });
  useEffect(() => {
    at.current = { shown, picks, onOpen };
  });
  const onPick = useCallback((key: string, range: boolean) => {
    setPicks((now) => pick(now, key, range, at.current.shown));
  }, []);
  const onPickAll = useCallback(() => setPicks((now) => pickAll(now, at.current.shown)), []);
  const clear = useCallback(() => setPicks(NONE_PICKED), []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (isElsewhere(event.target)) return;
      const { cursor } = at.current.picks;
      if (event.key === "j" || event.key === "k") {
        setPicks((now) => move(now, event.key === "j" ? 1 : -1, at.current.shown));
      } else if (event.key === "Escape") clear();
      else if (cursor === null) return;
      else if (event.key === "x" || event.key === "X") onPick(cursor, event.key === "X");
      else if (event.key === "Enter" && event.target === document.body) at.current.onOpen(cursor);
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [clear, onPick]);
  return { picks, onPick, onPickAll, clear };
}

/** Typing, and anything inside a dialog or a menu, is not for the list. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target.closest("[role=dialog],[role=alertdialog],[role=menu],[role=listbox]") !== null;
}
