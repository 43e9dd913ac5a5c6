"use client";
// Whether times are shown in the browser's zone or in UTC; remembered in this browser.
import { useSyncExternalStore } from "react";
import type { Zone } from "#lib/format/time.ts";
import { createExternal } from "./external.ts";

const KEY = "umbel.zone";
const zone = createExternal<Zone | null>(null);

function read(): Zone {
  const known = zone.get();
  if (known !== null) return known;
  const kept = storage()?.getItem(KEY) === "utc" ? "utc" : "local";
  zone.set(kept);
  return kept;
}

export function useZone(): Zone {
  return useSyncExternalStore(zone.subscribe, read, () => "local");
}

export function setZone(next: Zone): void {
  storage()?.setItem(KEY, next);
  zone.set(next);
}

/** null where the browser forbids storage. */
function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
