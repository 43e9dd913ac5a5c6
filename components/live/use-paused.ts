"use client";
// Pause is global: every picture holds still, what arrives meanwhile is counted and applied on resume.
import { useCallback, useSyncExternalStore } from "react";
import { createExternal } from "./external.ts";

export interface Pause {
  /** Since when, epoch ms; null while live. */
  readonly since: number | null;
  /** Changes that wait. */
  readonly waiting: number;
}

const LIVE: Pause = { since: null, waiting: 0 };
export const pause = createExternal<Pause>(LIVE);

export function usePaused(): Pause & { readonly paused: boolean; readonly toggle: () => void } {
  const state = useSyncExternalStore(pause.subscribe, pause.get, () => LIVE);
  const toggle = useCallback(() => {
    pause.set(pause.get().since === null ? { since: Date.now(), waiting: 0 } : LIVE);
  }, []);
  return { ...state, paused: state.since !== null, toggle };
}
