"use client";
// Wires the hold reducer to the page: a hidden tab and the frame's pause hold the list by themselves.
import { useCallback, useEffect, useReducer, useRef } from "react";
import { usePaused } from "#components/live/use-paused.ts";
import { type HoldReason, type HoldState, LIVE, reduceHold } from "./hold.ts";

/** A pointer that slips off a row for a moment does not let the list run. */
const LEAVE_MS = 350;

export interface Hold extends HoldState {
  readonly hold: (reason: HoldReason, on: boolean) => void;
  readonly seen: (newest: number) => void;
  readonly catchUp: () => void;
  readonly reset: () => void;
}

export function useHold(): Hold {
  const [state, dispatch] = useReducer(reduceHold, LIVE);
  const leaving = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { paused } = usePaused();

  const hold = useCallback((reason: HoldReason, on: boolean) => {
    if (reason !== "pointer") return dispatch({ kind: "hold", reason, on });
    clearTimeout(leaving.current);
    if (on) dispatch({ kind: "hold", reason, on });
    else leaving.current = setTimeout(() => dispatch({ kind: "hold", reason, on }), LEAVE_MS);
  }, []);
  const seen = useCallback((newest: number) => dispatch({ kind: "newest", newest }), []);
  const catchUp = useCallback(() => dispatch({ kind: "catch-up" }), []);
  const reset = useCallback(() => dispatch({ kind: "reset" }), []);

  useEffect(() => hold("paused", paused), [hold, paused]);
  useEffect(() => {
    const follow = (): void => hold("hidden", document.visibilityState === "hidden");
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => document.removeEventListener("visibilitychange", follow);
  }, [hold]);
  useEffect(() => () => clearTimeout(leaving.current), []);

  return { ...state, hold, seen, catchUp, reset };
}
