// A short remark beside a name. Colour repeats what the words already say.
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

type Tone = "neutral" | "accent" | "good" | "bad" | "warn" | "info";

const SOFT: Record<Tone, string> = {
  neutral: "bg-pending-soft text-ink-2",
  accent: "bg-accent-soft text-accent",
  good: "bg-success-soft text-success",
  bad: "bg-bad-soft text-bad",
  warn: "bg-warn-soft text-warn",
  info: "bg-info-soft text-info",
};
const OUTLINE: Record<Tone, string> = {
  neutral: "border-line-strong text-ink-2",
  accent: "border-accent/40 text-accent",
  good: "border-success/40 text-success",
  bad: "border-bad/40 text-bad",
  warn: "border-warn/40 text-warn",
  info: "border-info/40 text-info",
};

export interface BadgeProps {
  readonly tone?: Tone;
  readonly outline?: boolean;
  readonly title?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

export function Badge({
  tone = "neutral",
  outline = false,
  title,
  className,
  children,
}: BadgeProps): ReactNode {
  return (
    <span
      title={title}
      className={cn(
        "inline-flex shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-[7px] text-xs font-semibold",
        outline ? cn("border", OUTLINE[tone]) : SOFT[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}
