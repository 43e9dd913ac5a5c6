"use client";
// Ticks one worker; with Shift, everything from the last one ticked.
import type { ReactNode } from "react";

export interface PickBoxProps {
  readonly hostname: string;
  readonly picked: boolean;
  readonly onPick: (key: string, range: boolean) => void;
}

export function PickBox({ hostname, picked, onPick }: PickBoxProps): ReactNode {
  return (
    // The label is the target: larger than the box.
    <label className="flex size-9 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        checked={picked}
        readOnly
        aria-label={`Select ${hostname}`}
        className="size-3.5 cursor-pointer accent-accent"
        onClick={(event) => onPick(hostname, event.shiftKey)}
      />
    </label>
  );
}
