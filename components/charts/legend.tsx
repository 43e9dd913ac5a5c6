// Which colour is which series.
import type { ReactNode } from "react";
import type { Series } from "./prepare.ts";
import { Swatch } from "./swatch.tsx";

export function Legend({ series }: { readonly series: readonly Series[] }): ReactNode {
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-ink-2 text-sm">
      {series.map(({ key, label, colour, dashed = false }) => (
        <li key={key} className="inline-flex max-w-40 items-center gap-1.5">
          <Swatch colour={colour} dashed={dashed} />
          <span className="truncate">{label}</span>
        </li>
      ))}
    </ul>
  );
}
