"use client";
// "+N new": what gathered while the list stood still, why it stands still, and the way back to live.
import { ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { formatCount } from "#lib/format/number.ts";
import type { HoldReason } from "./hold.ts";

const WHY: Readonly<Record<HoldReason, string>> = {
  scrolled: "the list is scrolled",
  selected: "tasks are selected",
  cursor: "a task is highlighted",
  pointer: "the pointer is on it",
  menu: "a menu is open",
  paused: "updates are paused",
  hidden: "the page was hidden",
};

export interface NewPillProps {
  readonly newer: number;
  readonly reasons: readonly HoldReason[];
  readonly onCatchUp: () => void;
}

export function NewPill({ newer, reasons, onCatchUp }: NewPillProps): ReactNode {
  if (newer === 0 || reasons.length === 0) return null;
  const why = reasons.map((reason) => WHY[reason]).join(", ");
  return (
    <button
      type="button"
      data-new-pill
      title={`The list is held still: ${why}. Click to go to the top.`}
      onClick={onCatchUp}
      className="absolute top-[3px] left-1/2 z-4 inline-flex h-[26px] -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 font-semibold text-accent-ink text-sm shadow-pop hover:brightness-110"
    >
      <ArrowUp size={13} strokeWidth={2.4} aria-hidden />+{formatCount(newer)} new
    </button>
  );
}
