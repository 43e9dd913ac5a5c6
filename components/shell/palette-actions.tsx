"use client";
// What the palette does rather than leads to.
import {
  Clock,
  Keyboard,
  ListChecks,
  Moon,
  Pause,
  Play,
  Send,
  Stamp,
  Sun,
  TerminalSquare,
} from "lucide-react";
import type { ReactNode } from "react";
import { can } from "#lib/access/roles.ts";
import { BATCHES_PATH, SEND_PATH } from "#lib/routes.ts";
import { useMe } from "../live/use-me.ts";
import { usePaused } from "../live/use-paused.ts";
import { setZone, useZone } from "../live/use-zone.ts";
import { showCustomCommand, showShortcuts, showStamps } from "./overlays.ts";
import { PaletteGroup, type PaletteItem } from "./palette-group.tsx";
import { setTheme, useTheme } from "./theme.ts";

type Action = Omit<PaletteItem, "key">;

export function Actions({ onClose }: { readonly onClose: () => void }): ReactNode {
  const utc = useZone() === "utc";
  const { paused, toggle } = usePaused();
  const role = useMe()?.role ?? "viewer";
  const actions: readonly Action[] = [
    { icon: Send, value: "Send a task", label: "Send a task", go: SEND_PATH },
    { icon: ListChecks, value: "Batches", label: "Batches", go: BATCHES_PATH },
    {
      icon: paused ? Play : Pause,
      value: "Pause resume",
      label: paused ? "Resume" : "Pause updates",
      keys: ["p"],
      go: toggle,
    },
    ...useThemes(),
    {
      icon: Clock,
      value: "Times UTC zone",
      label: utc ? "Times in this browser's zone" : "Times in UTC",
      go: () => setZone(utc ? "local" : "utc"),
    },
    ...(can({ role }, "destroy") ? [STAMPS] : []),
    ...(can({ role }, "custom") ? [CUSTOM] : []),
    {
      icon: Keyboard,
      value: "Keyboard shortcuts",
      label: "Keyboard shortcuts",
      keys: ["?"],
      go: showShortcuts,
    },
  ];
  const items = actions.map((action) => ({ key: action.value, ...action }));
  return <PaletteGroup heading="Actions" items={items} onClose={onClose} />;
}

const STAMPS: Action = {
  icon: Stamp,
  value: "Revoke by stamped headers",
  label: "Revoke by stamped headers…",
  go: showStamps,
};
const CUSTOM: Action = {
  icon: TerminalSquare,
  value: "Custom command",
  label: "Custom command…",
  go: showCustomCommand,
};

const THEMES = [
  { theme: "dark", icon: Moon, value: "Dark theme", label: "Dark theme" },
  { theme: "light", icon: Sun, value: "Light theme", label: "Light theme" },
  { theme: "system", icon: Sun, value: "System theme", label: "System theme" },
] as const;

/** All but the one that is on. */
function useThemes(): readonly Action[] {
  const shown = useTheme();
  return THEMES.filter(({ theme }) => theme !== shown).map(({ theme, ...action }) => ({
    ...action,
    go: () => setTheme(theme),
  }));
}
