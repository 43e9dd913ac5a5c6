"use client";
// A point in time: relative, ticking, with the exact time on hover; or as a clock in the chosen zone.
import { Fragment, type ReactNode } from "react";
import { formatAge, formatDuration } from "#lib/format/duration.ts";
import { formatExact, formatWhen, isoTime } from "#lib/format/time.ts";
import { useMe } from "../live/use-me.ts";
import { useNow } from "../live/use-now.ts";
import { useZone } from "../live/use-zone.ts";
import { cn } from "./cn.ts";
import { Unknown } from "./key-value.tsx";

export interface TimeProps {
  /** Epoch ms; null is shown as not known. */
  readonly at: number | null;
  /** `age`: "12 s ago"; `clock`: "12:41:07", with its day when it is not today. */
  readonly as?: "age" | "clock";
  readonly className?: string;
}

export function Time({ at, as = "age", className }: TimeProps): ReactNode {
  const now = useNow();
  const zone = useZone();
  // `--natural-time=no`: whoever runs this wants clocks.
  const natural = useMe()?.naturalTime ?? true;
  if (at === null) return <Unknown />;
  const text = as === "age" && natural ? formatAge(at, now) : formatWhen(at, now, zone);
  return (
    <time dateTime={isoTime(at)} title={formatExact(at, zone)} className={className}>
      <Words text={text} />
    </time>
  );
}

/** How long since `since`, ticking: for what is still running. */
export function Elapsed({
  since,
  className,
}: {
  readonly since: number;
  readonly className?: string;
}): ReactNode {
  const now = useNow();
  const whole = Math.max(0, Math.floor((now - since) / 1000) * 1000);
  return (
    <span className={cn("tabular-nums", className)}>
      <Words text={whole === 0 ? "0 s" : formatDuration(whole)} />
    </span>
  );
}

/** Other words are drawn anew, and do not count as the ones before that moved. */
function Words({ text }: { readonly text: string }): ReactNode {
  return <Fragment key={text}>{text}</Fragment>;
}
