"use client";
// What the server wrote on <html> about the cluster shown. Pages are built before anybody asks for one, so it is known in
// the browser alone: what depends on it is drawn when the page comes to life.
import { useSyncExternalStore } from "react";
import { readShown, type Shown } from "#lib/api/shown.ts";

let shown: Shown | undefined;

/** null while a page is built, and in its first moment in the browser. */
export function useShown(): Shown | null {
  return useSyncExternalStore(never, here, nothing);
}

function here(): Shown {
  shown ??= readShown((attribute) => document.documentElement.getAttribute(attribute));
  return shown;
}

const nothing = (): null => null;
const never = () => () => undefined;
