"use client";
// One of a handful of short choices, all visible. A radio group: arrow keys move.
import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Count } from "./count.tsx";

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly onValueChange: (value: T) => void;
  readonly items: readonly {
    readonly value: T;
    readonly label: string;
    /** How many there are; null is shown as not known yet. */
    readonly count?: string | null;
  }[];
  readonly className?: string;
}

export function Segmented<T extends string>({
  label,
  value,
  onValueChange,
  items,
  className,
}: SegmentedProps<T>): ReactNode {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const item = items.find((candidate) => candidate.value === next);
        if (item !== undefined) onValueChange(item.value);
      }}
      className={cn("inline-flex overflow-hidden rounded-md border border-line-strong bg-surface", className)}
    >
      {items.map((item) => (
        <Radio.Root
          key={item.value}
          value={item.value}
          className="flex h-[26px] cursor-pointer select-none items-center gap-1.5 border-line border-l px-2.5 text-ink-2 first:border-l-0 hover:bg-hover focus-visible:-outline-offset-2 data-checked:bg-selected data-checked:font-medium data-checked:text-ink"
        >
          {item.count === undefined ? item.label : <>{item.label} </>}
          {item.count !== undefined && <Count>{item.count}</Count>}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
