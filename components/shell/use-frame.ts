"use client";
// The `frame` topic: what is true on every page.
import type { FrameView } from "#lib/live/views.ts";
import { useTopic } from "../live/use-topic.ts";

const FRAME = { kind: "frame" } as const;

/** null until the first answer. */
export function useFrame(): FrameView["info"] | null {
  return useTopic(FRAME).view?.info ?? null;
}
