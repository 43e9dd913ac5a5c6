"use client";
// The charts of the overview, all over the same span of time.
import { memo, type ReactNode, useMemo } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatRate, formatShare } from "#lib/format/number.ts";
import type { PointRow } from "#lib/series/point.ts";
import type { Range } from "#lib/series/ranges.ts";
import { ChartCard } from "../charts/chart-card.tsx";
import type { Mark } from "../charts/marks.ts";
import {
  countFinished,
  prepareDepths,
  prepareFailureShare,
  prepareRuntime,
  prepareThroughput,
  prepareWait,
} from "../charts/prepare.ts";
import { frameOf } from "../charts/span.ts";
import { useHeld } from "../live/use-held.ts";
import { useZone } from "../live/use-zone.ts";
import { charts as words } from "../words/overview-parts.ts";
import { shared } from "../words/shared.ts";

export interface ChartsProps {
  readonly points: readonly PointRow[];
  readonly range: Range;
  readonly bucketSeconds: number;
  readonly watchedSince: number | null;
  readonly sawTaskEvents: boolean;
  /** Marked where the queues are drawn. Give it the same while they are the same. */
  readonly behind: readonly Mark[];
}

export const Charts = memo(function Charts(props: ChartsProps): ReactNode {
  const { sawTaskEvents, behind } = props;
  const zone = useZone();
  const { frame, prepared, finished } = usePrepared(props);
  const common = { frame, zone };
  const noEvents = sawTaskEvents ? words.nothingFinished : EVENTS_OFF;
  return (
    <>
      <ChartCard
        {...common}
        title={words.throughput}
        {...(finished !== null && { note: words.finished(finished) })}
        prepared={prepared.throughput}
        kind="stack"
        axis="linear"
        formatValue={formatRate}
        empty={noEvents}
      />
      <ChartCard
        {...common}
        title={shared.waitBeforeRunning}
        prepared={prepared.wait}
        kind="lines"
        axis="duration"
        formatValue={formatDuration}
        empty={noEvents}
      />
      <ChartCard
        {...common}
        title={words.failureRate}
        prepared={prepared.failures}
        kind="lines"
        axis="linear"
        least={0.02}
        formatValue={formatShare}
        formatTick={roundShare}
        empty={noEvents}
      />
      <ChartCard
        {...common}
        title={words.runtime}
        prepared={prepared.runtime}
        kind="lines"
        axis="duration"
        formatValue={formatDuration}
        empty={noEvents}
      />
      <ChartCard
        {...common}
        title={words.depths}
        prepared={prepared.depths}
        marks={behind}
        kind="lines"
        axis="linear"
        legend={2}
        least={5}
        formatValue={formatCompact}
        empty={words.noDepths}
      />
    </>
  );
});

function usePrepared({ points, range, bucketSeconds, watchedSince }: ChartsProps) {
  // Points change with every finished task; redrawing all charts that often would only burn the reader's battery.
  const everyMs = Math.min(15_000, Math.max(2000, bucketSeconds * 400));
  const { value: drawn, at: now } = useHeld(points, everyMs, range);
  return useMemo(() => {
    const frame = frameOf(drawn, range, bucketSeconds, watchedSince, now);
    const prepared = {
      throughput: prepareThroughput(drawn, frame),
      failures: prepareFailureShare(drawn, frame),
      runtime: prepareRuntime(drawn, frame),
      wait: prepareWait(drawn, frame),
      depths: prepareDepths(drawn, frame),
    };
    return { frame, prepared, finished: countFinished(drawn) };
  }, [drawn, range, bucketSeconds, watchedSince, now]);
}

/** Ticks are round: `5 %`, `2.5 %`. */
function roundShare(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

const EVENTS_OFF = (
  <p>
    {words.noEvents[0]}
    <code className="font-mono text-ink-2 text-sm">{words.noEvents[1]}</code>.
  </p>
);
