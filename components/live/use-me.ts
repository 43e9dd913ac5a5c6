"use client";
// Who is signed in, asked once per page load.
import { useEffect, useSyncExternalStore } from "react";
import { requestJson } from "./api.ts";
import { createExternal } from "./external.ts";

export interface Me {
  readonly name: string;
  readonly role: "viewer" | "operator" | "admin";
  /** False when Umbel runs without sign-in. */
  readonly authenticated: boolean;
  /** Signed in on the page, not by a header the browser sends by itself. */
  readonly canSignOut: boolean;
  /** Nobody may change anything. */
  readonly readOnly: boolean;
  /** Columns of the task list by Flower's names, for people who have not chosen; null: those that fit. */
  readonly tasksColumns: readonly string[] | null;
  /** Whether times are shown as ages; null: as people choose. */
  readonly naturalTime: boolean | null;
}

const me = createExternal<Me | null>(null);
let asked = false;

/** null until known. */
export function useMe(): Me | null {
  useEffect(() => {
    if (asked) return;
    asked = true;
    void requestJson<Me>("/api/v1/me").then((answer) => {
      if (answer.ok) me.set(answer.value);
      else asked = false;
    });
  }, []);
  return useSyncExternalStore(me.subscribe, me.get, () => null);
}
