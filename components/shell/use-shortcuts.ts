"use client";
import { useEffect } from "react";
import { usePaused } from "../live/use-paused.ts";
// The frame's keys: `g` then a page, `p` pause, `/` search box, `?` this list, ⌘K or Ctrl K the palette.
// Keys typed into a field, or while a dialog is open, are left alone.
import { useNavigate } from "../ui/use-navigate.ts";
import { NAV_ENTRIES } from "./nav-entries.ts";
import { closeOverlay, isOverlayOpen, showPalette, showShortcuts } from "./overlays.ts";

/** How long `g` waits for its second key. */
const CHORD_MS = 1200;

export function useShortcuts(): void {
  const navigate = useNavigate();
  const { toggle } = usePaused();
  useEffect(() => {
    let chordAt = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        if (isOverlayOpen()) closeOverlay();
        else showPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target))
        return;
      const inChord = event.timeStamp - chordAt < CHORD_MS;
      chordAt = Number.NEGATIVE_INFINITY;
      const page = inChord ? NAV_ENTRIES.find(({ key }) => key === event.key) : undefined;
      if (page !== undefined) navigate(page.href);
      else if (event.key === "g") chordAt = event.timeStamp;
      else if (event.key === "p") toggle();
      else if (event.key === "?") showShortcuts();
      else if (event.key === "/") focusSearch();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [navigate, toggle]);
}

/** The page's own query box if it has one, else the palette. */
function focusSearch(): void {
  const box = document.querySelector<HTMLElement>("[data-search-box]");
  if (box === null) showPalette();
  else box.focus();
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target.closest("input, textarea, select, [role=textbox], [role=combobox]") !== null
  ) {
    return true;
  }
  return target.closest("[role=dialog], [role=alertdialog], [role=menu], [role=listbox]") !== null;
}
