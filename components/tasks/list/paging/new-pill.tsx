"use client";
// "+N new": what gathered while the list stood still, why it stands still, and the way back to live.
import { ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { newPill as words } from "../../../words/tasks-list.ts";
import type { HoldReason } from "./hold.ts";

const WHY: Readonly<Record<HoldReason, string>> = {
  scrolled: words.scrolled,
  selected: words.selected,
  cursor: words.highlighted,
  pointer: words.pointed,
  menu: words.menu,
  paused: words.paused,
  hidden: words.hidden,
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
      title={words.title(why)}
      onClick={onCatchUp}
      className="absolute top-[3px] left-1/2 z-4 inline-flex h-[26px] -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 font-semibold text-accent-ink text-sm shadow-pop hover:brightness-110"
    >
      <ArrowUp size={13} strokeWidth={2.4} aria-hidden />
      {words.newer(newer)}
    </button>
  );
}
