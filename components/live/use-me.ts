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
