// How many there are behind a tab or a choice; it has room for the figures to come, so that nothing beside it moves.
import type { ReactNode } from "react";

/** null: not known yet. */
export function Count({ children }: { readonly children: string | null }): ReactNode {
  return (
    <span className="min-w-7 rounded-full bg-pending-soft px-1.5 text-center text-ink-2 text-xs tabular-nums">
      {children ?? "–"}
    </span>
  );
}
