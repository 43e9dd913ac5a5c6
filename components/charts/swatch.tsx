// The line or the colour of a series beside its name.
import type { ReactNode } from "react";

export interface SwatchProps {
  readonly colour: string;
  /** As its line is drawn; a filled square for a band of a stack. */
  readonly shape: "line" | "band";
  readonly dash?: string | undefined;
}

export function Swatch({ colour, shape, dash }: SwatchProps): ReactNode {
  if (shape === "band")
    return (
      <i aria-hidden className="inline-block size-2 shrink-0 rounded-[2px]" style={{ background: colour }} />
    );
  return (
    <svg aria-hidden width={18} height={8} className="shrink-0">
      <path d="M0 4H18" stroke={colour} strokeWidth={2} strokeDasharray={dash} />
    </svg>
  );
}
