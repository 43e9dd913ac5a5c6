"use client";
// The head of a column that can be sorted by; it says so to assistive technology.
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { Th } from "./table.tsx";

export interface SortHeadProps {
  /** null: the list is not sorted by this column. */
  readonly order: "ascending" | "descending" | null;
  readonly onPress: () => void;
  readonly title: string;
  /** Text goes left, figures right. */
  readonly left?: boolean;
  readonly className?: string;
  readonly children: string;
}

export function SortHead({ order, onPress, title, left, className, children }: SortHeadProps): ReactNode {
  const Arrow = order === "descending" ? ArrowDown : ArrowUp;
  return (
    <Th num={left !== true} className={className ?? ""} aria-sort={order ?? "none"}>
      <button
        type="button"
        title={title}
        onClick={onPress}
        className={cn(
          "inline-flex items-center gap-1 rounded-sm font-medium hover:text-ink",
          order !== null && "text-ink",
          left !== true && "flex-row-reverse",
        )}
      >
        {children}
        {order !== null && <Arrow size={12} aria-hidden />}
      </button>
    </Th>
  );
}
