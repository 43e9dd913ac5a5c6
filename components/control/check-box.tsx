"use client";
// A yes or no in a dialog.
import type { ReactNode } from "react";

export interface CheckBoxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: ReactNode;
}

export function CheckBox({ checked, onChange, children }: CheckBoxProps): ReactNode {
  return (
    <label className="flex items-center gap-2 text-ink">
      <input
        type="checkbox"
        className="size-3.5 accent-accent"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {children}
    </label>
  );
}
