// Which of the frame's overlays is open; anybody in the frame may open one.
import { useSyncExternalStore } from "react";
import { createExternal } from "../live/external.ts";

export type Overlay = "palette" | "shortcuts" | null;

const overlay = createExternal<Overlay>(null);

export function useOverlay(): Overlay {
  return useSyncExternalStore(overlay.subscribe, overlay.get, () => null);
}

export function showPalette(): void {
  overlay.set("palette");
}

export function showShortcuts(): void {
  overlay.set("shortcuts");
}

export function closeOverlay(): void {
  overlay.set(null);
}

export function isOverlayOpen(): boolean {
  return overlay.get() !== null;
}
