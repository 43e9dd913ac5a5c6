"use client";
// One of a few values. For many values use a filterable list.
import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { select as words } from "../words/ui-parts.ts";
import { buttonClass } from "./button.tsx";
import { cn } from "./cn.ts";
import { POP, POP_ITEM } from "./pop.ts";

export interface SelectProps<T extends string> {
  /** Names it for assistive technology. */
  readonly label: string;
  readonly id?: string;
  readonly value: T | null;
  readonly onValueChange: (value: T) => void;
  readonly items: readonly { readonly value: T; readonly label: string; readonly hint?: string }[];
  readonly placeholder?: string;
  readonly className?: string;
}

export function Select<T extends string>(props: SelectProps<T>): ReactNode {
  const { label, id, value, onValueChange, items, placeholder, className } = props;
  return (
    <Base.Root
      items={items.map((item) => ({ value: item.value, label: item.label }))}
      value={value}
      onValueChange={(next) => {
        const item = items.find((candidate) => candidate.value === next);
        if (item !== undefined) onValueChange(item.value);
      }}
    >
      <Base.Trigger id={id} aria-label={label} className={cn(buttonClass(), "justify-between", className)}>
        <Base.Value
          placeholder={placeholder ?? words.placeholder}
          className="truncate data-placeholder:text-ink-3"
        />
        <Base.Icon>
          <ChevronsUpDown size={13} aria-hidden className="text-ink-3" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className={POP}>
            <Base.List>
              {items.map((item) => (
                <Base.Item key={item.value} value={item.value} className={POP_ITEM}>
                  <Base.ItemText className="flex-1">{item.label}</Base.ItemText>
                  {item.hint !== undefined && <span className="text-ink-3 text-sm">{item.hint}</span>}
                  <Base.ItemIndicator>
                    <Check size={14} aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
