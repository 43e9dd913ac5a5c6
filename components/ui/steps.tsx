"use client";
// A long list in steps: the first hundred, then a hundred more at each press. Thousands of rows at once would stall the page.
import { type ReactNode, useState } from "react";
import { formatCount } from "#lib/format/number.ts";
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
            Showing {formatCount(limit)} of {formatCount(items.length)}
            <Button size="sm" onClick={() => setLimit(limit + STEP)}>
              Show {Math.min(STEP, items.length - limit)} more
            </Button>
          </span>,
        )}
    </>
  );
}
