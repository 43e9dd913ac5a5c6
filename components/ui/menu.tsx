"use client";
// A list of actions or choices that drops from a button.
import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";
import { Kbd } from "./kbd.tsx";

export const POP =
  "min-w-(--anchor-width) max-w-[min(360px,calc(100vw-16px))] overflow-y-auto max-h-(--available-height) rounded-lg border border-line-strong bg-raised p-1 text-ink shadow-pop outline-none transition-opacity duration-75 data-ending-style:opacity-0 data-starting-style:opacity-0";
export const POP_ITEM =
  "flex min-h-7 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover data-disabled:opacity-50";

export interface MenuProps {
  /** The button; it must take props and a ref, as `Button` does. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: "start" | "center" | "end";
  readonly side?: "bottom" | "top" | "right";
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

export function Menu({
  trigger,
  align = "end",
  side = "bottom",
  onOpenChange,
  children,
}: MenuProps): ReactNode {
  return (
    <Base.Root onOpenChange={(open) => onOpenChange?.(open)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={POP}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Why it may not be used; shown under the label. */
  readonly reason?: string | null;
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

export function MenuItem(props: MenuItemProps): ReactNode {
  const { icon, shortcut, danger, disabled, reason, onSelect, children } = props;
  const blocked = typeof reason === "string";
  return (
    <Base.Item
      className={cn(POP_ITEM, danger && "text-failure")}
      disabled={disabled === true || blocked}
      onClick={onSelect}
    >
      {icon}
      <span className="min-w-0 flex-1">
        {children}
        {blocked && <span className="block text-ink-3 text-sm">{reason}</span>}
      </span>
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </Base.Item>
  );
}

export function MenuSeparator(): ReactNode {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

/** A captioned group of menu entries. */
export function MenuGroup({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1 pb-0.5 font-semibold text-ink-3 text-xs">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

export interface MenuRadioProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onValueChange: (value: T) => void;
  readonly items: readonly { readonly value: T; readonly label: string; readonly icon?: ReactNode }[];
}

/** One of several. */
export function MenuRadio<T extends string>({
  label,
  value,
  onValueChange,
  items,
}: MenuRadioProps<T>): ReactNode {
  return (
    <Base.RadioGroup
      value={value}
      onValueChange={(next) => {
        const item = items.find((candidate) => candidate.value === next);
        if (item !== undefined) onValueChange(item.value);
      }}
    >
      <MenuGroup label={label}>
        {items.map((item) => (
          <Base.RadioItem key={item.value} value={item.value} className={POP_ITEM}>
            {item.icon}
            <span className="flex-1">{item.label}</span>
            <Base.RadioItemIndicator>
              <Check size={14} aria-hidden />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </MenuGroup>
    </Base.RadioGroup>
  );
}

export interface MenuCheckProps {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

/** On or off; the menu stays open. */
export function MenuCheck({ checked, onCheckedChange, children }: MenuCheckProps): ReactNode {
  return (
    <Base.CheckboxItem
      checked={checked}
      onCheckedChange={(next) => onCheckedChange(next)}
      className={POP_ITEM}
    >
      <span className="flex-1">{children}</span>
      <Base.CheckboxItemIndicator>
        <Check size={14} aria-hidden />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}
