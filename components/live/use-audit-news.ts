"use client";
// How often the audit log was said to have grown: whoever shows it asks again when this changes.
import { useSyncExternalStore } from "react";
import { createExternal } from "./external.ts";

const news = createExternal(0);

export function noteAuditNews(): void {
  news.set(news.get() + 1);
}

export function useAuditNews(): number {
  return useSyncExternalStore(news.subscribe, news.get, () => 0);
}
