"use client";
// The one chart: lines or a stack over time, drawn from prepared data with recharts. No animation, straight lines,
// gaps where nothing is known. The line under the pointer is drawn in all charts of the page at once. A caption in words stands in for the picture where it cannot be seen.
import { type ReactNode, useMemo, useState } from "react";
import {
  Area,
  AreaChart,
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { formatDay, formatMinute, type Zone } from "#lib/format/time.ts";
import { type Scale, timeTicks } from "./axis.ts";
import { ChartTooltip } from "./chart-tooltip.tsx";
import type { Moment, Prepared, Series } from "./prepare.ts";
import { useWidth } from "./use-width.ts";

export interface TimeChartProps {
  readonly prepared: Prepared;
  readonly kind: "stack" | "lines";
  readonly scale: Scale;
  readonly logarithmic?: boolean;
  readonly from: number;
  readonly to: number;
  readonly zone: Zone;
  /** In words, for those who cannot see it. */
  readonly summary: string;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly height?: number;
}

const DAY_MS = 86_400_000;
/** Keeps a label readable where a line runs through it. */
const HALO = { stroke: "var(--surface)", strokeWidth: 3, paintOrder: "stroke" } as const;
const TICK = { fill: "var(--ink-3)", fontSize: 10 } as const;

export function TimeChart(props: TimeChartProps): ReactNode {
  const {
    prepared,
    kind,
    scale,
    logarithmic = false,
    from,
    to,
    zone,
    summary,
    formatValue,
    formatTick,
    height = 150,
  } = props;
  const [box, width] = useWidth();
  const [isHere, setHere] = useState(false);
  const readers = useReaders(prepared.series, logarithmic);
  const Chart = kind === "stack" ? AreaChart : LineChart;
  // A label is centred on its tick: at the very edges it would be cut.
  const edge = width === 0 ? 0 : ((to - from) / width) * 18;
  const ticks = timeTicks(from + edge, to - edge, Math.max(2, Math.floor(width / 110)), zoneOffset(to, zone));
  return (
    <figure
      ref={box}
      className="m-0 min-w-0 px-2 pt-1 pb-1"
      style={{ height: height + 8 }}
      onPointerEnter={() => setHere(true)}
      onPointerLeave={() => setHere(false)}
      onFocus={() => setHere(true)}
      onBlur={() => setHere(false)}
    >
      <figcaption className="sr-only">{summary}</figcaption>
      {width > 0 && (
        <Chart
          width={width}
          height={height}
          data={[...prepared.moments]}
          margin={{ top: 12, right: 0, bottom: 0, left: 0 }}
          title={summary}
          syncId="range"
        >
          <CartesianGrid vertical={false} syncWithTicks stroke="var(--line)" />
          <XAxis
            dataKey={atOf}
            type="number"
            scale="time"
            domain={[from, to]}
            ticks={[...ticks]}
            tickFormatter={(at: number) =>
              to - from > 2 * DAY_MS ? formatDay(at, zone) : formatMinute(at, zone)
            }
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: "var(--line)" }}
            height={20}
            interval={0}
            allowDataOverflow
          />
          <YAxis
            mirror
            width={64}
            scale={logarithmic ? "log" : "linear"}
            domain={[...scale.domain]}
            ticks={[...scale.ticks]}
            tickFormatter={formatTick}
            tick={{ ...TICK, ...HALO, dy: -7, dx: -4 }}
            tickLine={false}
            axisLine={false}
            interval={0}
            allowDataOverflow
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--ink-3)", strokeDasharray: "2 3" }}
            content={({ active, payload }) => (
              <ChartTooltip
                moment={active && isHere ? momentOf(payload) : null}
                series={prepared.series}
                zone={zone}
                formatValue={formatValue}
                stacked={kind === "stack"}
              />
            )}
          />
          {prepared.series.map((series) => {
            const read = readers.get(series.key) ?? nothing;
            return kind === "stack" ? stackOf(series, read) : lineOf(series, read);
          })}
          <ReferenceLine y={0} stroke="var(--line)" />
        </Chart>
      )}
    </figure>
  );
}

function stackOf({ key, label, colour }: Series, read: Reader): ReactNode {
  return (
    <Area
      key={key}
      name={label}
      dataKey={read}
      stackId="all"
      type="linear"
      stroke={colour}
      strokeWidth={1.2}
      fill={colour}
      fillOpacity={colour === "var(--chart-quiet)" ? 0.22 : 0.75}
      isAnimationActive={false}
      dot={false}
      activeDot={{ r: 2.5, strokeWidth: 0 }}
    />
  );
}

function lineOf({ key, label, colour, dashed = false }: Series, read: Reader): ReactNode {
  return (
    <Line
      key={key}
      name={label}
      dataKey={read}
      type="linear"
      stroke={colour}
      strokeWidth={1.5}
      {...(dashed && { strokeDasharray: "4 3" })}
      isAnimationActive={false}
      dot={false}
      activeDot={{ r: 2.5, strokeWidth: 0 }}
    />
  );
}

type Reader = (moment: Moment) => number | null;

/** One function per series, the same at every drawing: recharts takes a new one for a new series and starts afresh. */
function useReaders(series: readonly Series[], logarithmic: boolean): ReadonlyMap<string, Reader> {
  const keys = JSON.stringify(series.map(({ key }) => key).sort());
  return useMemo(() => {
    const names: readonly string[] = JSON.parse(keys);
    return new Map(
      names.map((key): [string, Reader] => [key, ({ values }) => drawn(values[key], logarithmic)]),
    );
  }, [keys, logarithmic]);
}

function nothing(): null {
  return null;
}

/** A logarithm has no zero: what is shorter than 1 ms is drawn at 1 ms. */
function drawn(value: number | null | undefined, logarithmic: boolean): number | null {
  if (value === null || value === undefined) return null;
  return logarithmic ? Math.max(1, value) : value;
}

function atOf(moment: Moment): number {
  return moment.at;
}

/** The moment under the pointer: recharts hands back the very object it was given. */
function momentOf(payload: readonly { readonly payload?: unknown }[] | undefined): Moment | null {
  const given = payload?.[0]?.payload;
  return typeof given === "object" && given !== null && "at" in given && "values" in given
    ? (given as Moment)
    : null;
}

function zoneOffset(at: number, zone: Zone): number {
  return zone === "utc" ? 0 : -new Date(at).getTimezoneOffset() * 60_000;
}
