"use client";
// Related panels of one page; arrow keys move between the tabs.
import { Tabs as Base } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Count } from "./count.tsx";

interface TabItem<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  /** A count beside the label; null is shown as not yet known. */
  readonly count?: string | null;
}

export interface TabsProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onValueChange: (value: T) => void;
  readonly items: readonly TabItem<T>[];
  /** `TabPanel`s. */
  readonly children: ReactNode;
  readonly className?: string;
}

export function Tabs<T extends string>(props: TabsProps<T>): ReactNode {
  const { label, value, onValueChange, items, children, className } = props;
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => {
        const item = items.find((candidate) => candidate.value === next);
        if (item !== undefined) onValueChange(item.value);
      }}
      className={cn("min-w-0", className)}
    >
      <Base.List
        aria-label={label}
        className="relative flex gap-4 overflow-x-auto border-line border-b px-4 [scrollbar-width:none]"
      >
        {items.map((item) => (
          <Base.Tab
            key={item.value}
            value={item.value}
            className="flex h-9 items-center gap-1.5 whitespace-nowrap text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-active:font-medium data-active:text-ink"
          >
            {item.count === undefined ? item.label : <>{item.label} </>}
            {item.count !== undefined && <Count>{item.count}</Count>}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) bg-accent transition-[translate,width] duration-150" />
      </Base.List>
      {children}
    </Base.Root>
  );
}

export function TabPanel(props: {
  readonly value: string;
  readonly className?: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <Base.Panel
      value={props.value}
      className={cn("min-w-0 focus-visible:-outline-offset-2", props.className)}
    >
      {props.children}
    </Base.Panel>
  );
}
