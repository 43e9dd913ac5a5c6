// What the pointer (or the arrow keys) is on: the time, and every series' value then.
import type { ReactNode } from "react";
import { formatWhen, type Zone } from "#lib/format/time.ts";
import type { Moment, Series } from "./prepare.ts";
import { Swatch } from "./swatch.tsx";

export interface ChartTooltipProps {
  readonly moment: Moment | null;
  readonly series: readonly Series[];
  readonly zone: Zone;
  readonly formatValue: (value: number) => string;
  /** Listed from the top of the stack down. */
  readonly stacked: boolean;
}

export function ChartTooltip({ moment, series, zone, formatValue, stacked }: ChartTooltipProps): ReactNode {
  if (moment === null) return null;
  const listed = stacked ? [...series].reverse() : series;
  return (
    <div className="rounded-md border border-line bg-raised px-2.5 py-1.5 text-ink text-sm shadow-pop">
      <p className="mb-1 text-ink-3">{formatWhen(moment.at, Date.now(), zone)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4">
        {listed.map(({ key, label, colour }) => {
          const value = moment.values[key] ?? null;
          return (
            <div key={key} className="contents">
              <dt className="flex items-center gap-1.5 text-ink-2">
                <Swatch colour={colour} />
                {label}
              </dt>
              <dd className="text-right">
                {value === null ? <span className="text-ink-3">–</span> : formatValue(value)}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
