"use client";
// The queue over time: how much waited, what came in and went out, how long it took.
import { memo, type ReactNode, useMemo } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatRate } from "#lib/format/number.ts";
import type { QueuePoint } from "#lib/queues/queue.ts";
import type { Range } from "#lib/series/ranges.ts";
import { ChartCard } from "../../charts/chart-card.tsx";
import {
  isKnownPoint,
  prepareQueueDepth,
  prepareQueueRates,
  prepareQueueWait,
} from "../../charts/prepare-queue.ts";
import { spanOf } from "../../charts/span.ts";
import { useHeld } from "../../live/use-held.ts";
import { useZone } from "../../live/use-zone.ts";

export interface QueueChartsProps {
  readonly points: readonly QueuePoint[];
  readonly range: Range;
  readonly bucketSeconds: number;
}

export const QueueCharts = memo(function QueueCharts(props: QueueChartsProps): ReactNode {
  const { points, range, bucketSeconds } = props;
  const zone = useZone();
  const { value: drawn, at: now } = useHeld(points, Math.min(15_000, Math.max(2000, bucketSeconds * 400)));
  const prepared = useMemo(
    () => ({
      depth: prepareQueueDepth(drawn),
      rates: prepareQueueRates(drawn, bucketSeconds, now),
      wait: prepareQueueWait(drawn),
    }),
    [drawn, bucketSeconds, now],
  );
  const frame = { ...spanOf(drawn, isKnownPoint, range, bucketSeconds), zone };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-3">
      <ChartCard
        {...frame}
        title="Waiting"
        prepared={prepared.depth}
        kind="lines"
        axis="linear"
        least={5}
        formatValue={formatCompact}
        empty="It has not been measured in this range."
      />
      <ChartCard
        {...frame}
        title="In and out per second"
        prepared={prepared.rates}
        kind="lines"
        axis="linear"
        least={0.5}
        formatValue={formatRate}
        empty="Nothing tells what comes and goes: it takes task events, or a broker that measures."
      />
      <ChartCard
        {...frame}
        title="Wait before running"
        prepared={prepared.wait}
        kind="lines"
        axis="duration"
        formatValue={formatDuration}
        empty="No task from this queue has started in this range."
      />
    </div>
  );
});
