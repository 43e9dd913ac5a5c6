"use client";
// Who is signed in, and the way out. Without sign-in there is nobody to show.
import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { useMe } from "../live/use-me.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuGroup, MenuItem } from "../ui/menu.tsx";
import { shared } from "../words/shared.ts";
import { signOutHere } from "./sign-out.ts";

export function UserBlock(): ReactNode {
  const me = useMe();
  if (me === null || !me.authenticated) return null;
  const who = (
    <>
      <Initials name={me.name} />
      <span className="min-w-0 truncate text-left md:max-lg:sr-only">{me.name}</span>
    </>
  );
  if (!me.canSignOut)
    return (
      <div className={FOOT}>
        <div className="flex h-9 items-center gap-1.5 px-1.5 text-ink-2">{who}</div>
      </div>
    );
  return (
    <div className={FOOT}>
      <Menu
        align="start"
        side="top"
        trigger={
          <Button variant="quiet" className="h-9 w-full px-1.5 md:max-lg:justify-center">
            {who}
          </Button>
        }
      >
        <MenuGroup label={`${me.name}, ${me.role}`}>
          <MenuItem icon={<LogOut size={14} aria-hidden />} onSelect={() => void signOutHere()}>
            {shared.signOut}
          </MenuItem>
        </MenuGroup>
      </Menu>
    </div>
  );
}

const FOOT = "border-line border-t pt-2";

function Initials({ name }: { readonly name: string }): ReactNode {
  const letters = name
    .split(/[\s._@-]+/)
    .map((part) => part.charAt(0))
    .join("")
    .slice(0, 2)
    .toUpperCase();
  return (
    <span
      aria-hidden
      className="grid size-[22px] shrink-0 place-items-center rounded-full border border-line bg-sunken text-[10px]"
    >
      {letters}
    </span>
  );
}
