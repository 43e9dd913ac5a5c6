"use client";
// Whether the screen is a phone's, so that only one of table and cards is drawn. The width is that of the `md` breakpoint.
import { useSyncExternalStore } from "react";

const NARROW = "(max-width: 719.98px)";

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, read, () => false);
}

function read(): boolean {
  return typeof window.matchMedia === "function" && window.matchMedia(NARROW).matches;
}

function subscribe(listener: () => void): () => void {
  if (typeof window.matchMedia !== "function") return () => undefined;
  const query = window.matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
