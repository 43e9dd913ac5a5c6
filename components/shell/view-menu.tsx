"use client";
// How this browser shows things: theme, time zone; and the sheet of shortcuts.
import { Keyboard, LogOut, Monitor, Moon, SlidersHorizontal, Sun } from "lucide-react";
import type { ReactNode } from "react";
import type { Zone } from "#lib/format/time.ts";
import { useMe } from "../live/use-me.ts";
import { setZone, useZone } from "../live/use-zone.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuItem, MenuRadio, MenuSeparator } from "../ui/menu.tsx";
import { shared } from "../words/shared.ts";
import { viewMenu as words } from "../words/shell.ts";
import { showShortcuts } from "./overlays.ts";
import { signOutHere } from "./sign-out.ts";
import { setTheme, type Theme, useTheme } from "./theme.ts";

const THEME_ITEMS = [
  { value: "system", label: words.systemTheme, icon: <Monitor size={14} aria-hidden /> },
  { value: "light", label: words.lightTheme, icon: <Sun size={14} aria-hidden /> },
  { value: "dark", label: words.darkTheme, icon: <Moon size={14} aria-hidden /> },
] as const;
const ZONE_ITEMS = [
  { value: "local", label: words.zoneHere },
  { value: "utc", label: "UTC" },
] as const;

export function ViewMenu(): ReactNode {
  const theme = useTheme();
  const zone = useZone();
  const me = useMe();
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="icon" aria-label={words.title} title={words.title}>
          <SlidersHorizontal size={15} aria-hidden />
        </Button>
      }
    >
      <MenuRadio<Theme> label={words.theme} value={theme} onValueChange={setTheme} items={THEME_ITEMS} />
      <MenuSeparator />
      <MenuRadio<Zone> label={words.times} value={zone} onValueChange={setZone} items={ZONE_ITEMS} />
      <MenuSeparator />
      <MenuItem icon={<Keyboard size={14} aria-hidden />} shortcut="?" onSelect={showShortcuts}>
        {shared.shortcuts}
      </MenuItem>
      {me?.canSignOut === true && (
        <MenuItem icon={<LogOut size={14} aria-hidden />} onSelect={() => void signOutHere()}>
          {words.signOut(me.name)}
        </MenuItem>
      )}
    </Menu>
  );
}
