// A share of a whole as a thin bar; it turns warm when nearly full.
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface BarProps {
  /** 0 to 1. */
  readonly share: number;
  /** What it is a share of, for assistive technology and on hover: "5 of 8 busy". */
  readonly label: string;
  /** From which share it is shown as hot; default 0.8. */
  readonly hotFrom?: number;
  readonly className?: string;
}

export function Bar({ share, label, hotFrom = 0.8, className }: BarProps): ReactNode {
  const bounded = Math.min(1, Math.max(0, share));
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cn("inline-block h-1.5 w-14 overflow-hidden rounded-full bg-line align-middle", className)}
    >
      <i
        className={cn("block h-full rounded-full", bounded >= hotFrom ? "bg-warn" : "bg-ink-2")}
        style={{ width: `${bounded * 100}%` }}
      />
    </span>
  );
}
