"use client";
// The last value that stayed for a while: what flies past while somebody drags the scrollbar is never asked for.
import { useEffect, useState } from "react";

/** Compared as text. The first value counts at once. */
export function useSettled<T extends readonly number[]>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  const key = value.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the value, which is new on every render
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [key, ms]);
  return settled;
}
