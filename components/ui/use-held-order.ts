"use client";
// Rows stay where they are while the pointer or the keyboard is on the list: what is about to be pressed must not move away.
import { type FocusEvent, useState } from "react";

export interface HeldOrder<T> {
  readonly items: readonly T[];
  /** For the element around the list. */
  readonly hold: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: (event: FocusEvent) => void;
    readonly onBlur: (event: FocusEvent) => void;
  };
}

/**
 * For a row of a ranking: one that comes to another place is drawn there anew, and nothing of it moves. What is open of a
 * row holds the order.
 */
export function placeKey(place: number, key: string): string {
  return `${place} ${key}`;
}

/** `asked`: the order that was asked for; another one is shown at once. What is new comes last while the order is held. */
export function useHeldOrder<T>(sorted: readonly T[], keyOf: (item: T) => string, asked = ""): HeldOrder<T> {
  const [by, setBy] = useState({ pointer: false, focus: false });
  const [held, setHeld] = useState<{ asked: string; places: ReadonlyMap<string, number> } | null>(null);
  const take = () => ({ asked, places: new Map(sorted.map((item, place) => [keyOf(item), place])) });
  const change = (what: Partial<typeof by>) => {
    const next = { ...by, ...what };
    setBy(next);
    if (!next.pointer && !next.focus) setHeld(null);
    else if (held === null) setHeld(take());
  };
  if (held !== null && held.asked !== asked) setHeld(take());
  const placeOf = (item: T) => held?.places.get(keyOf(item)) ?? Number.MAX_SAFE_INTEGER;
  const isHeld = held !== null && held.asked === asked;
  return {
    items: isHeld ? [...sorted].sort((a, b) => placeOf(a) - placeOf(b)) : sorted,
    hold: {
      onPointerEnter: () => change({ pointer: true }),
      // What had the focus may have gone with its row, which nothing tells.
      onPointerLeave: () =>
        change({ pointer: false, focus: by.focus && document.activeElement !== document.body }),
      // A click leaves the focus behind; who has gone on with the pointer waits for nothing.
      // A menu or a dialog of a row has it for as long as it is open.
      onFocus: ({ currentTarget, target }) =>
        change({ focus: target.matches(":focus-visible") || !currentTarget.contains(target) }),
      onBlur: ({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          change({ focus: false });
      },
    },
  };
}
