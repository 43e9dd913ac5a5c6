"use client";
// How this page is connected to Umbel's server (not: how Umbel is connected to the broker; the `frame` topic says that).
import { useSyncExternalStore } from "react";
import type { ConnectionState } from "./connection.ts";
import { useLive } from "./live-provider.tsx";

const UNKNOWN: ConnectionState = { state: "connecting", since: 0, error: null };

export function useConnection(): ConnectionState {
  const { status } = useLive();
  return useSyncExternalStore(status.subscribe, status.get, () => UNKNOWN);
}
