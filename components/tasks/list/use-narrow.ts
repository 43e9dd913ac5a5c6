"use client";
// Whether the screen is as narrow as a phone's (below the `md` breakpoint): rows become cards then.
import { useSyncExternalStore } from "react";

const QUERY = "(max-width: 719.98px)";

export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(QUERY).matches,
    () => false,
  );
}

function subscribe(listener: () => void): () => void {
  const list = matchMedia(QUERY);
  list.addEventListener("change", listener);
  return () => list.removeEventListener("change", listener);
}
