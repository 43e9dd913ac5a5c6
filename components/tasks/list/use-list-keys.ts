"use client";
// The keys of the list: j and k move, x ticks, X ticks a range, Enter opens, Escape lets go.
import { useEffect, useRef } from "react";

export interface ListKeys {
  readonly move: (by: 1 | -1) => void;
  readonly pick: (range: boolean) => void;
  readonly open: () => void;
  readonly letGo: () => void;
}

export function useListKeys(keys: ListKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isElsewhere(event.target)
      )
        return;
      const act = actionFor(event.key, latest.current, event.target);
      if (act === null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

function actionFor(key: string, keys: ListKeys, target: EventTarget | null): (() => void) | null {
  switch (key) {
    case "j":
      return () => keys.move(1);
    case "k":
      return () => keys.move(-1);
    case "x":
      return () => keys.pick(false);
    case "X":
      return () => keys.pick(true);
    case "Enter":
      // A focused button or link has its own meaning of Enter.
      return target === document.body || target instanceof HTMLDivElement ? keys.open : null;
    case "Escape":
      return keys.letGo;
    default:
      return null;
  }
}

/** Typing, and anything inside a dialog or a menu, is not for the list. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type !== "checkbox";
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target.closest("[role=dialog],[role=alertdialog],[role=menu],[role=listbox]") !== null;
}
