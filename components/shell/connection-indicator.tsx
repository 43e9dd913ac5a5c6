"use client";
// Live, reconnecting, stale since …: the first thing to look at when a figure seems odd.
import { Pause, Play } from "lucide-react";
import type { ReactNode } from "react";
import { useConnection } from "../live/use-connection.ts";
import { useWallClock } from "../live/use-now.ts";
import { usePaused } from "../live/use-paused.ts";
import { useZone } from "../live/use-zone.ts";
import { Button } from "../ui/button.tsx";
import { cn } from "../ui/cn.ts";
import { shared } from "../words/shared.ts";
import { type Freshness, freshness } from "./connection-state.ts";
import { useFrame } from "./use-frame.ts";

const DOTS: Readonly<Record<Freshness["kind"], string>> = {
  live: "bg-success",
  paused: "bg-accent",
  waiting: "bg-warn animate-pulse",
  stale: "bg-bad",
};
const INKS: Readonly<Record<Freshness["kind"], string>> = {
  live: "text-ink-2",
  paused: "text-accent",
  waiting: "text-ink-2",
  stale: "text-bad",
};

export function ConnectionIndicator(): ReactNode {
  const { since: pausedSince, waiting } = usePaused();
  const fresh = freshness({
    connection: useConnection(),
    frame: useFrame(),
    pausedSince,
    waiting,
    now: useWallClock(),
    zone: useZone(),
  });
  return (
    <div
      // As wide as its longest text: figures that come and go move nothing beside it.
      className={cn(
        "flex min-w-0 items-center gap-2 whitespace-nowrap tabular-nums sm:w-58",
        INKS[fresh.kind],
      )}
      data-connection={fresh.kind}
    >
      <i aria-hidden className={cn("size-[7px] shrink-0 rounded-full", DOTS[fresh.kind])} />
      <span role="status">{fresh.text}</span>
      {fresh.detail !== null && <span className="truncate text-ink-3 max-sm:hidden">· {fresh.detail}</span>}
    </div>
  );
}

export function PauseButton(): ReactNode {
  const { paused, toggle } = usePaused();
  return (
    <Button variant="quiet" aria-pressed={paused} onClick={toggle} shortcut="p" className="max-sm:hidden">
      {paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
      {paused ? shared.resume : shared.pause}
    </Button>
  );
}
