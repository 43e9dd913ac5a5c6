"use client";
// Rows stay where they are while the pointer is on the list: what is about to be clicked must not move away.
import { useState } from "react";

export interface HeldOrder<T> {
  readonly items: readonly T[];
  /** For the element around the list. */
  readonly hold: { readonly onPointerEnter: () => void; readonly onPointerLeave: () => void };
}

/** `asked`: the order that was asked for; another one is shown at once. What is new comes last while the order is held. */
export function useHeldOrder<T>(sorted: readonly T[], keyOf: (item: T) => string, asked = ""): HeldOrder<T> {
  const [held, setHeld] = useState<{ asked: string; places: ReadonlyMap<string, number> } | null>(null);
  const take = () => ({ asked, places: new Map(sorted.map((item, place) => [keyOf(item), place])) });
  if (held !== null && held.asked !== asked) setHeld(take());
  const placeOf = (item: T) => held?.places.get(keyOf(item)) ?? Number.MAX_SAFE_INTEGER;
  const isHeld = held !== null && held.asked === asked;
  return {
    items: isHeld ? [...sorted].sort((a, b) => placeOf(a) - placeOf(b)) : sorted,
    hold: { onPointerEnter: () => setHeld(take()), onPointerLeave: () => setHeld(null) },
  };
}
