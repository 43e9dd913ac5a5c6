"use client";
// How the broker is, and what it carries: pages that are empty say whose fault that is.
import type { BrokerStatus } from "#lib/live/views.ts";
import { useTopic } from "./use-topic.ts";

const FRAME = { kind: "frame" } as const;

/** null until the first answer. */
export function useBroker(): BrokerStatus | null {
  return useTopic(FRAME).view?.info.broker ?? null;
}
