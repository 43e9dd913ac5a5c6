// Which line or band is which series.
import type { ReactNode } from "react";
import { placeKey } from "../ui/use-held-order.ts";
import type { Series } from "./prepare.ts";
import { Swatch, type SwatchProps } from "./swatch.tsx";

export interface LegendProps {
  readonly series: readonly Series[];
  readonly shape: SwatchProps["shape"];
  /** Named at most; the others are counted, and named by the tooltip of the chart. */
  readonly most?: number;
}

export function Legend({ series, shape, most = 4 }: LegendProps): ReactNode {
  const rest = series.slice(most);
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-ink-2 text-sm">
      {series.slice(0, most).map(({ key, label, colour, dash }, place) => (
        <li key={placeKey(place, key)} className="inline-flex max-w-40 items-center gap-1.5">
          <Swatch colour={colour} shape={shape} dash={dash} />
          <span className="truncate">{label}</span>
        </li>
      ))}
      {rest.length > 0 && (
        <li className="text-ink-3" title={rest.map(({ label }) => label).join(", ")}>
          +{rest.length}
        </li>
      )}
    </ul>
  );
}
