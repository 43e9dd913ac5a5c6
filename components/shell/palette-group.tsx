"use client";
// A group of the palette: what is chosen closes it, and then leads somewhere or does something.
import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Kbd } from "../ui/kbd.tsx";
import { useNavigate } from "../ui/use-navigate.ts";

export interface PaletteItem {
  readonly key: string;
  /** What is searched. */
  readonly value: string;
  readonly icon: LucideIcon;
  readonly label: ReactNode;
  /** Shortcut. */
  readonly keys?: readonly string[];
  /** An address, or what to do. */
  readonly go: string | (() => void);
}

export interface PaletteGroupProps {
  readonly heading?: string;
  /** None: the group is not there. */
  readonly items: readonly PaletteItem[];
  readonly onClose: () => void;
}

export function PaletteGroup({ heading, items, onClose }: PaletteGroupProps): ReactNode {
  const navigate = useNavigate();
  if (items.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {items.map(({ key, value, icon: Icon, label, keys = [], go }) => (
        <Command.Item
          key={key}
          value={value}
          onSelect={() => {
            onClose();
            if (typeof go === "string") navigate(go);
            else go();
          }}
          className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-selected [&>svg]:shrink-0 [&>svg]:text-ink-3"
        >
          <Icon size={14} aria-hidden />
          {label}
          {keys.length > 0 && (
            <span className="ml-auto flex gap-1">
              {keys.map((each) => (
                <Kbd key={each}>{each}</Kbd>
              ))}
            </span>
          )}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
