// The colour of a series beside its name.
import type { ReactNode } from "react";

export function Swatch({
  colour,
  dashed = false,
}: {
  readonly colour: string;
  readonly dashed?: boolean;
}): ReactNode {
  if (dashed)
    return (
      <i
        aria-hidden
        className="inline-block w-2.5 border-t-2 border-dashed"
        style={{ borderColor: colour }}
      />
    );
  return (
    <i aria-hidden className="inline-block size-2 shrink-0 rounded-[2px]" style={{ background: colour }} />
  );
}
