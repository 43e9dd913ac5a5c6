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
import { pages, shared } from "../words/shared.ts";
import { paletteActions as words } from "../words/shell-parts.ts";
import { showCustomCommand, showShortcuts, showStamps } from "./overlays.ts";
import { PaletteGroup, type PaletteItem } from "./palette-group.tsx";
import { setTheme, useTheme } from "./theme.ts";

type Action = Omit<PaletteItem, "key">;

export function Actions({ onClose }: { readonly onClose: () => void }): ReactNode {
  const utc = useZone() === "utc";
  const { paused, toggle } = usePaused();
  const role = useMe()?.role ?? "viewer";
  const actions: readonly Action[] = [
    { icon: Send, value: pages.send, label: pages.send, go: SEND_PATH },
    { icon: ListChecks, value: pages.batches, label: pages.batches, go: BATCHES_PATH },
    {
      icon: paused ? Play : Pause,
      value: words.pauseSearch,
      label: paused ? shared.resume : words.pauseUpdates,
      keys: ["p"],
      go: toggle,
    },
    ...useThemes(),
    {
      icon: Clock,
      value: words.zoneSearch,
      label: utc ? words.timesHere : words.timesInUtc,
      go: () => setZone(utc ? "local" : "utc"),
    },
    ...(can({ role }, "destroy") ? [STAMPS] : []),
    ...(can({ role }, "custom") ? [CUSTOM] : []),
    {
      icon: Keyboard,
      value: shared.shortcuts,
      label: shared.shortcuts,
      keys: ["?"],
      go: showShortcuts,
    },
  ];
  const items = actions.map((action) => ({ key: action.value, ...action }));
  return <PaletteGroup heading={words.heading} items={items} onClose={onClose} />;
}

const STAMPS: Action = {
  icon: Stamp,
  value: words.revokeByStampsSearch,
  label: words.revokeByStamps,
  go: showStamps,
};
const CUSTOM: Action = {
  icon: TerminalSquare,
  value: words.customCommandSearch,
  label: words.customCommand,
  go: showCustomCommand,
};

const THEMES = [
  { theme: "dark", icon: Moon, value: words.darkTheme, label: words.darkTheme },
  { theme: "light", icon: Sun, value: words.lightTheme, label: words.lightTheme },
  { theme: "system", icon: Sun, value: words.systemTheme, label: words.systemTheme },
] as const;

/** All but the one that is on. */
function useThemes(): readonly Action[] {
  const shown = useTheme();
  return THEMES.filter(({ theme }) => theme !== shown).map(({ theme, ...action }) => ({
    ...action,
    go: () => setTheme(theme),
  }));
}
