"use client";
// A list of actions or choices that drops from a button. Until the button is first pressed it is a plain button: what makes
// a menu of it (menu-parts.ts) is fetched when somebody comes near it.
import { Check } from "lucide-react";
import {
  cloneElement,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import { cn } from "./cn.ts";
import { Kbd } from "./kbd.tsx";
import type { MenuParts } from "./menu-parts.ts";
import { createPart, prefetch, usePart } from "./part.ts";
import { POP, POP_ITEM } from "./pop.ts";

const PARTS = createPart(() => import("./menu-parts.ts").then(({ MENU_PARTS }) => MENU_PARTS));
const Parts = createContext<MenuParts | null>(null);

/** Entries are drawn inside an open menu only. */
function useParts(): MenuParts {
  const parts = useContext(Parts);
  if (parts === null) throw new Error("a menu entry outside of a menu");
  return parts;
}

export interface MenuProps {
  /** The button; it must take props and a ref, as `Button` does. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly align?: "start" | "center" | "end";
  readonly side?: "bottom" | "top" | "right";
  readonly onOpenChange?: (open: boolean) => void;
  readonly children: ReactNode;
}

type Opened = "no" | "by-pointer" | "by-key";

export function Menu(props: MenuProps): ReactNode {
  const { trigger, onOpenChange } = props;
  const [opened, setOpened] = useState<Opened>("no");
  const parts = usePart(PARTS, opened !== "no");
  if (parts !== null) return <OpenedMenu {...props} parts={parts} byKey={opened === "by-key"} />;
  const open = (how: Opened): void => {
    setOpened(how);
    onOpenChange?.(true);
  };
  return cloneElement(trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: () => prefetch(PARTS),
    onFocus: () => prefetch(PARTS),
    // A click without a count is Enter or Space.
    onClick: (event: { readonly detail: number }) => open(event.detail === 0 ? "by-key" : "by-pointer"),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      open("by-key");
    },
  });
}

/** Opened by a key it is opened by its own button, so that the first entry is focused as the library does it. */
function OpenedMenu(props: MenuProps & { readonly parts: MenuParts; readonly byKey: boolean }): ReactNode {
  const { parts: Base, byKey, trigger, align = "end", side = "bottom", onOpenChange, children } = props;
  const button = useRef<HTMLButtonElement>(null);
  const firstByKey = useRef(byKey);
  useEffect(() => {
    if (firstByKey.current) button.current?.click();
    firstByKey.current = false;
  }, []);
  return (
    <Parts value={Base}>
      <Base.Root defaultOpen={!byKey} onOpenChange={(open) => onOpenChange?.(open)}>
        <Base.Trigger ref={button} render={trigger} />
        <Base.Portal>
          <Base.Positioner align={align} side={side} sideOffset={4} className="z-50 outline-none">
            <Base.Popup className={POP}>{children}</Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </Parts>
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
  const Base = useParts();
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
  const Base = useParts();
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
  const Base = useParts();
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
  const Base = useParts();
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
  const Base = useParts();
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
