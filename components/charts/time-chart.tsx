"use client";
// The one chart: lines or a stack over time, drawn from prepared data with recharts. No animation, straight lines,
// gaps where nothing is known, a dot where one value stands alone. Labels of moments stand above the plot and those of
// the axes beside it, so that no line runs through them. The line under the pointer is drawn in all charts of the page at
// once. A caption in words stands in for the picture where it cannot be seen.
import { type ReactNode, useMemo, useState } from "react";
import { Area, AreaChart, CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";
import { formatDay, formatMinute, isoTime, type Zone } from "#lib/format/time.ts";
import { type Scale, timeTicks } from "./axis.ts";
import { ChartTooltip } from "./chart-tooltip.tsx";
import type { Mark } from "./marks.ts";
import { loneMoments, type Moment, type Prepared, type Series } from "./prepare.ts";
import type { Frame } from "./span.ts";
import { Underlay } from "./underlay.tsx";
import { useWidth } from "./use-width.ts";

export interface TimeChartProps {
  readonly prepared: Prepared;
  readonly kind: "stack" | "lines";
  readonly scale: Scale;
  readonly logarithmic?: boolean;
  readonly frame: Frame;
  readonly marks: readonly Mark[];
  readonly zone: Zone;
  /** In words, for those who cannot see it. */
  readonly summary: string;
  readonly formatValue: (value: number) => string;
  readonly formatTick: (value: number) => string;
  readonly height?: number;
}

const DAY_MS = 86_400_000;
/** Around the plot: labels above it, values at its left, times below it. */
const MARGIN = { top: 18, left: 46, right: 8, bottom: 20 } as const;
const TICK = { fill: "var(--ink-3)", fontSize: 10 } as const;

export function TimeChart(props: TimeChartProps): ReactNode {
  const { prepared, kind, scale, logarithmic = false, frame, marks, zone } = props;
  const { summary, formatValue, formatTick, height = 150 } = props;
  const { from, to } = frame;
  const [box, width] = useWidth();
  const [isHere, setHere] = useState(false);
  const readers = useReaders(prepared.series, logarithmic);
  const Chart = kind === "stack" ? AreaChart : LineChart;
  const plot = Math.max(0, width - MARGIN.left - MARGIN.right);
  // A label is centred on its tick: at the right edge it would be cut.
  const edge = plot === 0 ? 0 : ((to - from) / plot) * 16;
  const ticks = timeTicks(from, to - edge, Math.max(2, Math.floor(plot / 110)), zoneOffset(to, zone));
  return (
    <figure
      data-from={isoTime(from)}
      data-to={isoTime(to)}
      className="m-0 min-w-0 px-2 pt-1 pb-1"
      onPointerEnter={() => setHere(true)}
      onPointerLeave={() => setHere(false)}
      onFocus={() => setHere(true)}
      onBlur={() => setHere(false)}
    >
      <figcaption className="sr-only">{summary}</figcaption>
      <div ref={box} className="relative" style={{ height }}>
        {width > 0 && <Underlay frame={frame} marks={marks} zone={zone} margin={MARGIN} width={plot} />}
        {width > 0 && (
          <Chart
            width={width}
            height={height}
            data={[...prepared.moments]}
            margin={{ top: MARGIN.top, right: MARGIN.right, bottom: 0, left: 0 }}
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
              axisLine={{ stroke: "var(--line-strong)" }}
              height={MARGIN.bottom}
              interval={0}
              allowDataOverflow
            />
            <YAxis
              width={MARGIN.left}
              scale={logarithmic ? "log" : "linear"}
              domain={[...scale.domain]}
              ticks={[...scale.ticks]}
              tickFormatter={formatTick}
              tick={TICK}
              tickLine={false}
              axisLine={false}
              interval={0}
              allowDataOverflow
            />
            <Tooltip
              isAnimationActive={false}
              filterNull={false}
              cursor={{ stroke: "var(--ink-3)", strokeDasharray: "2 3" }}
              content={({ active, payload }) => (
                <ChartTooltip
                  moment={active && isHere ? momentOf(payload) : null}
                  series={prepared.series}
                  now={to}
                  zone={zone}
                  formatValue={formatValue}
                  stacked={kind === "stack"}
                />
              )}
            />
            {prepared.series.map((series) => {
              const read = readers.get(series.key) ?? nothing;
              const dot = dotOf(series, loneMoments(prepared, series.key));
              return kind === "stack" ? bandOf(series, read, dot) : lineOf(series, read, dot);
            })}
            {kind === "lines" &&
              prepared.series.filter(({ hidesZero }) => hidesZero).map((series) => zeroOf(series))}
          </Chart>
        )}
      </div>
    </figure>
  );
}

type Dot =
  | false
  | ((props: { readonly cx?: number; readonly cy?: number; readonly index?: number }) => ReactNode);

/** A lone value would be invisible: no line leads to it. */
function dotOf({ colour }: Series, lone: ReadonlySet<number>): Dot {
  if (lone.size === 0) return false;
  return ({ cx, cy, index = -1 }) =>
    lone.has(index) && cx !== undefined && typeof cy === "number" ? (
      <circle key={index} cx={cx} cy={cy} r={2.5} fill={colour} />
    ) : null;
}

function bandOf({ key, label, colour }: Series, read: Reader, dot: Dot): ReactNode {
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
      dot={dot}
      activeDot={{ r: 2.5, strokeWidth: 0 }}
    />
  );
}

function lineOf({ key, label, colour, dash }: Series, read: Reader, dot: Dot): ReactNode {
  return (
    <Line
      key={key}
      name={label}
      dataKey={read}
      type="linear"
      stroke={colour}
      strokeWidth={1.5}
      {...(dash !== undefined && { strokeDasharray: dash })}
      isAnimationActive={false}
      dot={dot}
      activeDot={{ r: 2.5, strokeWidth: 0 }}
    />
  );
}

/** Where a line that hides its zeros has some, they are known, and nothing to be alarmed about. */
function zeroOf({ key, label }: Series): ReactNode {
  return (
    <Line
      key={`${key} zero`}
      name={label}
      dataKey={({ values }: Moment) => (values[key] === 0 ? 0 : null)}
      type="linear"
      stroke="var(--chart-quiet)"
      strokeWidth={1.5}
      isAnimationActive={false}
      dot={false}
      activeDot={false}
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
      names.map((key): [string, Reader] => [key, (moment) => heightOf(moment.drawn[key], logarithmic)]),
    );
  }, [keys, logarithmic]);
}

function nothing(): null {
  return null;
}

/** A logarithm has no zero: what is shorter than 1 ms is drawn at 1 ms. */
function heightOf(value: number | null | undefined, logarithmic: boolean): number | null {
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
