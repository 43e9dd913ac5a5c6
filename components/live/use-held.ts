"use client";
// A value that changes often, let through at most every so often: for what is expensive to draw.
import { useEffect, useRef, useState } from "react";

export interface Held<T> {
  readonly value: T;
  /** When it was let through, epoch ms. */
  readonly at: number;
}

/** A value of another `kind` is another thing, and comes at once. */
export function useHeld<T>(value: T, everyMs: number, kind: string): Held<T> {
  const [held, setHeld] = useState(() => ({ value, kind, at: Date.now() }));
  const newest = useRef({ value, kind });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isOther = held.kind !== kind;
  if (isOther) setHeld({ value, kind, at: Date.now() });
  useEffect(() => {
    newest.current = { value, kind };
    if (Object.is(value, held.value) || timer.current !== undefined) return;
    const left = Math.max(0, held.at + everyMs - Date.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      setHeld({ ...newest.current, at: Date.now() });
    }, left);
  }, [value, held, everyMs, kind]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return held;
}
