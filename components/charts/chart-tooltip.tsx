// What the pointer (or the arrow keys) is on: the span of time, and every series' value in it.
import type { ReactNode } from "react";
import { formatClock, formatWhen, type Zone } from "#lib/format/time.ts";
import { chartTooltip as words } from "../words/charts-parts.ts";
import { type Moment, type Series, wordsOf } from "./prepare.ts";
import { Swatch } from "./swatch.tsx";

export interface ChartTooltipProps {
  readonly moment: Moment | null;
  readonly series: readonly Series[];
  /** The end of the chart. */
  readonly now: number;
  readonly zone: Zone;
  readonly formatValue: (value: number) => string;
  /** Listed from the top of the stack down. */
  readonly stacked: boolean;
}

export function ChartTooltip(props: ChartTooltipProps): ReactNode {
  const { moment, series, now, zone, formatValue, stacked } = props;
  if (moment === null) return null;
  const listed = stacked ? [...series].reverse() : series;
  return (
    <div className="rounded-md border border-line bg-raised px-2.5 py-1.5 text-ink text-sm shadow-pop">
      <p className="mb-1 text-ink-3">{spanWords(moment, now, zone)}</p>
      <dl className="grid grid-cols-[auto_auto] gap-x-4">
        {listed.map((each) => {
          const value = moment.values[each.key] ?? null;
          return (
            <div key={each.key} className="contents">
              <dt className="flex items-center gap-1.5 text-ink-2">
                <Swatch colour={each.colour} shape={stacked ? "band" : "line"} dash={each.dash} />
                {each.label}
              </dt>
              <dd className="text-right">
                {value === null ? <span className="text-ink-3">–</span> : wordsOf(each, value, formatValue)}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}

/** `12:41:05 to 12:41:10`, and how much of it was watched where that was not all. */
function spanWords({ from, to, watchedMs }: Moment, now: number, zone: Zone): string {
  const span = words.span(formatWhen(from, now, zone), to >= now ? null : formatClock(to, zone));
  if (watchedMs === 0) return words.unwatched(span);
  return watchedMs < (to - from) * 0.9 ? words.partlyWatched(span, watchedMs) : span;
}
