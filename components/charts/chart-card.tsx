"use client";
// A chart on a card with its title, legend and, where there is nothing to draw, the reason.
import { memo, type ReactNode } from "react";
import { formatWhen, type Zone } from "#lib/format/time.ts";
import { Card } from "../ui/card.tsx";
import { chartCard as words } from "../words/charts-parts.ts";
import { durationScale, linearScale } from "./axis.ts";
import { Legend } from "./legend.tsx";
import { type Mark, marksIn, markWords, unwatchedWords } from "./marks.ts";
import { isEmpty, lastValues, type Prepared, wordsOf } from "./prepare.ts";
import type { Frame } from "./span.ts";
import { TimeChart } from "./time-chart.tsx";

export interface ChartCardProps {
  readonly title: string;
  readonly note?: string;
  readonly prepared: Prepared;
  readonly kind: "stack" | "lines";
  /** `duration` is logarithmic. */
  readonly axis: "linear" | "duration";
  /** Linear axes reach at least this far, so that noise is not blown up to a mountain range. */
  readonly least?: number;
  readonly frame: Frame;
  readonly marks?: readonly Mark[];
  readonly zone: Zone;
  readonly formatValue: (value: number) => string;
  /** Series named in the legend at most. */
  readonly legend?: number;
  /** For the axis, where values are round; `formatValue` by default. */
  readonly formatTick?: (value: number) => string;
  /** Which nothing it is when there is nothing to draw. */
  readonly empty: ReactNode;
}

const HEIGHT = 150;
const NO_MARKS: readonly Mark[] = [];

/** Draws again only when something it was given is another: give it stable values. */
export const ChartCard = memo(function ChartCard(props: ChartCardProps): ReactNode {
  const { title, note, prepared, kind, axis, least = 1, frame } = props;
  const { zone, formatValue, formatTick, legend, empty } = props;
  const marks = marksIn(props.marks ?? NO_MARKS, frame);
  const nothing = isEmpty(prepared);
  const shape = kind === "stack" ? "band" : "line";
  return (
    <Card
      title={title}
      note={note}
      actions={
        nothing ? undefined : (
          <Legend series={prepared.series} shape={shape} {...(legend !== undefined && { most: legend })} />
        )
      }
    >
      {nothing ? (
        <div className="grid place-items-center px-6 text-center text-ink-3" style={{ height: HEIGHT + 8 }}>
          {empty}
        </div>
      ) : (
        <TimeChart
          prepared={prepared}
          kind={kind}
          scale={axis === "duration" ? durationsOf(prepared) : linearScale(highest(prepared, kind), least)}
          logarithmic={axis === "duration"}
          frame={frame}
          marks={marks}
          zone={zone}
          formatValue={formatValue}
          formatTick={formatTick ?? formatValue}
          summary={summarise(props, marks)}
          height={HEIGHT}
        />
      )}
    </Card>
  );
});

function highest({ moments }: Prepared, kind: "stack" | "lines"): number {
  let top = 0;
  for (const { values } of moments) {
    const known = Object.values(values).map((value) => value ?? 0);
    top = Math.max(
      top,
      kind === "stack" ? known.reduce((sum, value) => sum + value, 0) : Math.max(0, ...known),
    );
  }
  return top;
}

function durationsOf({ moments }: Prepared): ReturnType<typeof durationScale> {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const { values } of moments) {
    for (const value of Object.values(values)) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return durationScale(low, high);
}

/** All that the picture says. */
function summarise(
  { title, prepared, frame, zone, formatValue }: ChartCardProps,
  marks: readonly Mark[],
): string {
  const last = lastValues(prepared).map(
    ([series, value]) =>
      `${series.label} ${value === null ? words.unknown : wordsOf(series, value, formatValue)}`,
  );
  const { from, to } = frame;
  const said = [
    words.newest(title, last),
    words.span(formatWhen(from, to, zone), formatWhen(to, to, zone)),
    ...marks.map((mark) => markWords(mark, frame, zone)),
    ...new Set(frame.unwatched.map((_, index) => unwatchedWords(frame, index, zone, to))),
  ];
  return `${said.join("; ")}.`;
}
