"use client";
// A long list in steps: the first hundred, then a hundred more at each press. Thousands of rows at once would stall the page.
import { type ReactNode, useState } from "react";
import { shared } from "../words/shared.ts";
import { steps as words } from "../words/ui-parts.ts";
import { Button } from "./button.tsx";

const STEP = 100;

export interface StepsProps<T> {
  readonly items: readonly T[];
  readonly children: (item: T, place: number) => ReactNode;
  /** Puts the button where the list allows one: in a row, in a list item. */
  readonly more: (button: ReactNode) => ReactNode;
}

export function Steps<T>({ items, children, more }: StepsProps<T>): ReactNode {
  const [limit, setLimit] = useState(STEP);
  return (
    <>
      {items.slice(0, limit).map(children)}
      {items.length > limit &&
        more(
          <span className="flex items-center gap-3 text-ink-2">
            {words.shownOf(limit, items.length)}
            <Button size="sm" onClick={() => setLimit(limit + STEP)}>
              {shared.showMore(Math.min(STEP, items.length - limit))}
            </Button>
          </span>,
        )}
    </>
  );
}
