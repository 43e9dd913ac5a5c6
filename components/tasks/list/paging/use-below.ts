"use client";
// Whether the screen is narrower than a breakpoint of globals.css: below `md` rows become cards, below `lg` facets a sheet.
import { useCallback, useSyncExternalStore } from "react";

const WIDTHS = { md: 720, lg: 1080 } as const;

export function useBelow(breakpoint: keyof typeof WIDTHS): boolean {
  const query = `(max-width: ${WIDTHS[breakpoint] - 0.02}px)`;
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}
