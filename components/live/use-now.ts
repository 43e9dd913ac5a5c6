"use client";
// One clock for the whole page, ticking once a second while somebody reads it. It stands still while paused.
import { useSyncExternalStore } from "react";
import { createExternal } from "./external.ts";
import { pause } from "./use-paused.ts";

const clock = createExternal(0);
let readers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  readers += 1;
  if (readers === 1) {
    timer = setInterval(tick, 1000);
    tick();
  }
  const stop = clock.subscribe(listener);
  return () => {
    stop();
    readers -= 1;
    if (readers === 0) clearInterval(timer);
  };
}

function tick(): void {
  clock.set(Date.now());
}

function read(): number {
  if (clock.get() === 0) tick();
  return clock.get();
}

/** Epoch ms, a second's resolution; stands still while paused. */
export function useNow(): number {
  return useSyncExternalStore(
    subscribe,
    () => pause.get().since ?? read(),
    () => 0,
  );
}

/** The same, never standing still: for the frame's own statements about the connection. */
export function useWallClock(): number {
  return useSyncExternalStore(subscribe, read, () => 0);
}
