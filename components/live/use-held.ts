"use client";
// A value that changes often, let through at most every so often: for what is expensive to draw.
import { useEffect, useRef, useState } from "react";

export interface Held<T> {
  readonly value: T;
  /** When it was let through, epoch ms. */
  readonly at: number;
}

export function useHeld<T>(value: T, everyMs: number): Held<T> {
  const [held, setHeld] = useState<Held<T>>(() => ({ value, at: Date.now() }));
  const newest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    newest.current = value;
    if (Object.is(value, held.value) || timer.current !== undefined) return;
    const left = Math.max(0, held.at + everyMs - Date.now());
    timer.current = setTimeout(() => {
      timer.current = undefined;
      setHeld({ value: newest.current, at: Date.now() });
    }, left);
  }, [value, held, everyMs]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return held;
}
