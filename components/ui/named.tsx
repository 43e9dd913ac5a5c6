"use client";
// What draws a name that no document can hold, NUL or half a surrogate pair, is drawn by the browser alone: what the
// server sends would differ from it. Guarded by named.test.tsx and e2e/ui/hostile.spec.ts.
import { type ReactNode, useSyncExternalStore } from "react";

const HALF_A_PAIR = /\p{Cs}/u;
const never = () => () => undefined;

export interface NamedProps {
  readonly name: string;
  readonly children: ReactNode;
}

export function Named({ name, children }: NamedProps): ReactNode {
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const fits = !HALF_A_PAIR.test(name) && !name.includes("\0");
  return inBrowser || fits ? children : null;
}
