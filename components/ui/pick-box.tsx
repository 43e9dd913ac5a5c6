"use client";
// Ticks one row of a list; with Shift, everything from the last one ticked.
import type { ReactNode } from "react";
import { pickBox as words } from "../words/ui.ts";

interface PickBoxProps {
  /** The row's key in its list. */
  readonly of: string;
  /** What it is called, for those who hear the page. */
  readonly label: string;
  readonly picked: boolean;
  readonly onPick: (key: string, range: boolean) => void;
}

export function PickBox({ of, label, picked, onPick }: PickBoxProps): ReactNode {
  return (
    // The label is the target: larger than the box, and a near miss does not open the row.
    <label className="flex size-9 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        checked={picked}
        readOnly
        aria-label={words.select(label)}
        className="size-3.5 cursor-pointer accent-accent"
        onClick={(event) => onPick(of, event.shiftKey)}
      />
    </label>
  );
}
