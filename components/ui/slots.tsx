// One mark per pool process: busy, long-running, lost with its worker, or free. Wide pools are shown in part and counted.
import type { ReactNode } from "react";
import { shared } from "../words/shared.ts";
import { slots as words } from "../words/ui.ts";
import { cn } from "./cn.ts";

export interface SlotsProps {
  /** Pool processes; null when not yet known, then only what runs is drawn. */
  readonly slots: number | null;
  readonly busy: number;
  /** Of the busy ones, how many have been running for long. */
  readonly long?: number;
  /** The worker is lost: its busy marks are hatched. */
  readonly lost?: boolean;
  /** Marks drawn at most. */
  readonly max?: number;
}

export function Slots({ slots, busy, long = 0, lost = false, max = 24 }: SlotsProps): ReactNode {
  const total = Math.max(slots ?? busy, busy);
  if (total === 0)
    return <span className="text-ink-3">{slots === null ? shared.notYetKnown : shared.none}</span>;
  const shown = Math.min(total, max);
  // Marks beyond the limit are left out in proportion, so that a full pool still looks full.
  const share = shown / total;
  const marks = Array.from({ length: shown }, (_, index) =>
    markOf(index, { busy: Math.ceil(busy * share), long: Math.ceil(long * share), lost }),
  );
  return (
    <span
      role="img"
      aria-label={words.busyOf({ slots, busy, long, lost })}
      title={words.busyOf({ slots, busy, long, lost })}
      className="inline-flex flex-wrap items-center gap-0.5 align-middle max-sm:max-w-[88px]"
    >
      {marks.map((mark, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity beyond their place
        <i key={index} className={cn("h-3.5 w-[9px] shrink-0 rounded-[2px] border", mark)} />
      ))}
      {total > shown && <span className="ml-1 text-ink-3 text-xs">{total}</span>}
    </span>
  );
}

const HATCHED =
  "border-failure bg-[repeating-linear-gradient(45deg,var(--failure)_0_2px,transparent_2px_4px)]";

function markOf(index: number, { busy, long, lost }: { busy: number; long: number; lost: boolean }): string {
  if (index >= busy) return "border-line bg-sunken";
  if (lost) return HATCHED;
  return index < long ? "border-retry bg-retry" : "border-started bg-started";
}
