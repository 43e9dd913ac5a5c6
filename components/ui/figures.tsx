// A strip of headline figures: label, figure, unit. Colour only where something is wrong.
import type { ReactNode } from "react";
import { shared } from "../words/shared.ts";
import { cn } from "./cn.ts";
import { Unknown } from "./key-value.tsx";

export interface Figure {
  readonly label: string;
  /** null: not known yet. */
  readonly value: string | null;
  /** Fainter text after the figure. */
  readonly unit?: string;
  readonly tone?: "bad" | "warn" | null;
  /** What exactly is counted; on hover. */
  readonly title?: string;
  readonly extra?: ReactNode;
}

interface FiguresProps {
  readonly label: string;
  readonly items: readonly Figure[];
  /** Where they stand in one row: durations may need two lines, and have the room for them from the start. */
  readonly twoLines?: boolean;
}

export function Figures({ label, items, twoLines = false }: FiguresProps): ReactNode {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-surface shadow-card sm:grid-cols-3 lg:auto-cols-fr lg:grid-flow-col lg:grid-cols-none"
    >
      {items.map((item) => (
        <div
          key={item.label}
          title={item.title}
          className="-mt-px -ml-px min-w-0 border-line border-t border-l px-4 py-3"
        >
          <dt className="text-ink-2 text-sm">{item.label}</dt>
          <dd
            className={cn(
              // On a phone the unit has its line: figures that grow by a digit make no new one.
              "mt-0.5 flex flex-wrap items-baseline gap-x-1.5 max-sm:flex-col max-sm:items-start font-semibold text-2xl tabular-nums tracking-[-0.02em]",
              twoLines && "lg:min-h-14 lg:content-start",
              item.tone === "bad" && "text-bad",
              item.tone === "warn" && "text-warn",
            )}
          >
            {item.value ?? (
              <span className="font-normal text-lg tracking-normal">
                <Unknown>{shared.notYetKnown}</Unknown>
              </span>
            )}
            {item.value !== null && item.unit !== undefined && (
              <small className="font-normal text-ink-3 text-sm tracking-normal">{item.unit}</small>
            )}
            {item.extra}
          </dd>
        </div>
      ))}
    </dl>
  );
}
