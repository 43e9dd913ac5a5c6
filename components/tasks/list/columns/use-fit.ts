"use client";
// The columns that fit the list's width, and the grid they make.
import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import type { Column } from "./columns.tsx";
import { CHECKBOX_TRACK } from "./columns.tsx";
import { fitColumns } from "./fit-columns.ts";

export interface Fit {
  readonly looks: readonly Column[];
  /** For `grid-template-columns`. */
  readonly tracks: string;
}

export function useFit(looks: readonly Column[], element: RefObject<HTMLElement | null>): Fit {
  const [width, setWidth] = useState(Number.POSITIVE_INFINITY);
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const sizes = new ResizeObserver(() => setWidth(box.clientWidth));
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [element]);
  return useMemo(() => {
    const fitting = fitColumns(looks, width, CHECKBOX_TRACK);
    return {
      looks: fitting,
      tracks: [`${CHECKBOX_TRACK}px`, ...fitting.map((look) => look.track)].join(" "),
    };
  }, [looks, width]);
}
