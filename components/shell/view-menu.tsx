"use client";
// How this browser shows things: theme, time zone; and the sheet of shortcuts.
import { Keyboard, LogOut, Monitor, Moon, SlidersHorizontal, Sun } from "lucide-react";
import type { ReactNode } from "react";
import type { Zone } from "#lib/format/time.ts";
import { useMe } from "../live/use-me.ts";
import { setZone, useZone } from "../live/use-zone.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuItem, MenuRadio, MenuSeparator } from "../ui/menu.tsx";
import { showShortcuts } from "./overlays.ts";
import { signOutHere } from "./sign-out.ts";
import { setTheme, type Theme, useTheme } from "./theme.ts";

const THEME_ITEMS = [
  { value: "system", label: "System", icon: <Monitor size={14} aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun size={14} aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon size={14} aria-hidden /> },
] as const;
const ZONE_ITEMS = [
  { value: "local", label: "This browser's zone" },
  { value: "utc", label: "UTC" },
] as const;

export function ViewMenu(): ReactNode {
  const theme = useTheme();
  const zone = useZone();
  const me = useMe();
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="icon" aria-label="Theme and time zone" title="Theme and time zone">
          <SlidersHorizontal size={15} aria-hidden />
        </Button>
      }
    >
      <MenuRadio<Theme> label="Theme" value={theme} onValueChange={setTheme} items={THEME_ITEMS} />
      <MenuSeparator />
      <MenuRadio<Zone> label="Times in" value={zone} onValueChange={setZone} items={ZONE_ITEMS} />
      <MenuSeparator />
      <MenuItem icon={<Keyboard size={14} aria-hidden />} shortcut="?" onSelect={showShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      {me?.canSignOut === true && (
        <MenuItem icon={<LogOut size={14} aria-hidden />} onSelect={() => void signOutHere()}>
          Sign out {me.name}
        </MenuItem>
      )}
    </Menu>
  );
}
