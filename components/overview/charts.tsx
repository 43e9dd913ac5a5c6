"use client";
// The charts of the overview, all over the same span of time.
import { memo, type ReactNode, useMemo } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatRate, formatShare } from "#lib/format/number.ts";
import type { PointRow } from "#lib/series/point.ts";
import type { Range } from "#lib/series/ranges.ts";
import { ChartCard } from "../charts/chart-card.tsx";
import {
  prepareDepths,
  prepareFailureShare,
  prepareRuntime,
  prepareThroughput,
  prepareWait,
} from "../charts/prepare.ts";
import { useHeld } from "../live/use-held.ts";
import { useZone } from "../live/use-zone.ts";
import { chartSpan } from "./watched-since.ts";

export interface ChartsProps {
  readonly points: readonly PointRow[];
  readonly range: Range;
  readonly bucketSeconds: number;
  readonly sawTaskEvents: boolean;
}

export const Charts = memo(function Charts(props: ChartsProps): ReactNode {
  const { points, range, bucketSeconds, sawTaskEvents } = props;
  const zone = useZone();
  // Points change with every finished task; redrawing all charts that often would only burn the reader's battery.
  const { value: drawn, at: now } = useHeld(points, Math.min(15_000, Math.max(2000, bucketSeconds * 400)));
  const prepared = useMemo(
    () => ({
      throughput: prepareThroughput(drawn, bucketSeconds, now),
      failures: prepareFailureShare(drawn),
      runtime: prepareRuntime(drawn),
      wait: prepareWait(drawn),
      depths: prepareDepths(drawn),
    }),
    [drawn, bucketSeconds, now],
  );
  const frame = { ...chartSpan(drawn, range, bucketSeconds), zone };
  const noEvents = sawTaskEvents ? "Nothing finished in this range." : EVENTS_OFF;
  return (
    <>
      <ChartCard
        {...frame}
        title="Tasks per second"
        prepared={prepared.throughput}
        kind="stack"
        axis="linear"
        formatValue={formatRate}
        empty={noEvents}
      />
      <ChartCard
        {...frame}
        title="Wait before running"
        prepared={prepared.wait}
        kind="lines"
        axis="duration"
        formatValue={formatDuration}
        empty={noEvents}
      />
      <ChartCard
        {...frame}
        title="Failure rate"
        prepared={prepared.failures}
        kind="lines"
        axis="linear"
        least={0.02}
        formatValue={formatShare}
        formatTick={roundShare}
        empty={noEvents}
      />
      <ChartCard
        {...frame}
        title="Runtime"
        prepared={prepared.runtime}
        kind="lines"
        axis="duration"
        formatValue={formatDuration}
        empty={noEvents}
      />
      <ChartCard
        {...frame}
        title="Waiting in queues"
        prepared={prepared.depths}
        kind="lines"
        axis="linear"
        legend={3}
        least={5}
        formatValue={formatCompact}
        empty="No queue has been measured yet."
      />
    </>
  );
});

/** Ticks are round: `5 %`, `2.5 %`. */
function roundShare(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}

const EVENTS_OFF = (
  <p>
    No task event has come yet. Workers send them when started with{" "}
    <code className="font-mono text-ink-2 text-sm">-E</code>.
  </p>
);
