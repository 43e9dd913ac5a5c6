"use client";
// How far below the top of the document an element begins: a page that fills the rest of the screen needs to know, and what
// the frame shows above it (banners) comes and goes.
import { type RefObject, useLayoutEffect, useState } from "react";

/** px; 48, the frame's top bar, until it is measured. */
export function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(48);
  useLayoutEffect(() => {
    const main = element.current?.closest("main");
    const column = main?.parentElement;
    if (main === null || main === undefined || column === null || column === undefined) return;
    const measure = (): void => {
      setTop(Math.round(main.getBoundingClientRect().top + window.scrollY));
    };
    const sizes = new ResizeObserver(measure);
    const watch = (): void => {
      for (const child of column.children) if (child !== main) sizes.observe(child);
      measure();
    };
    const comings = new MutationObserver(watch);
    comings.observe(column, { childList: true });
    watch();
    return () => {
      sizes.disconnect();
      comings.disconnect();
    };
  }, [element]);
  return top;
}
