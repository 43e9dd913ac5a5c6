// Which of the frame's overlays is open; anybody in the frame may open one.
import { useSyncExternalStore } from "react";
import { createExternal } from "../live/external.ts";

export type Overlay = "palette" | "shortcuts" | "custom" | "stamps" | null;

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

/** The dialog for a command of the application's own. */
export function showCustomCommand(): void {
  overlay.set("custom");
}

/** The dialog that revokes by stamped headers. */
export function showStamps(): void {
  overlay.set("stamps");
}

export function closeOverlay(): void {
  overlay.set(null);
}

export function isOverlayOpen(): boolean {
  return overlay.get() !== null;
}
