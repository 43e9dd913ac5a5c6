"use client";
// Ticks one task; with Shift, everything from the last one ticked.
import type { ReactNode } from "react";
import type { TaskRow } from "#lib/tasks/task.ts";

export interface PickBoxProps {
  readonly row: TaskRow;
  readonly selected: boolean;
  readonly onPick: (key: string, range: boolean) => void;
}

export function PickBox({ row, selected, onPick }: PickBoxProps): ReactNode {
  return (
    // The label is the target: larger than the box, and a near miss does not open the task.
    <label className="flex size-9 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        checked={selected}
        readOnly
        aria-label={`Select ${row.name ?? "task"} ${row.key}`}
        className="size-3.5 cursor-pointer accent-accent"
        onClick={(event) => onPick(row.key, event.shiftKey)}
      />
    </label>
  );
}
