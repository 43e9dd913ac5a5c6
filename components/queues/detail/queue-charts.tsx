"use client";
// The queue over time: how much waited, what came in and went out, how long it took.
import { memo, type ReactNode, useMemo } from "react";
import { formatDuration } from "#lib/format/duration.ts";
import { formatCompact, formatRate } from "#lib/format/number.ts";
import type { QueuePoint } from "#lib/queues/queue.ts";
import type { Range } from "#lib/series/ranges.ts";
import { ChartCard } from "../../charts/chart-card.tsx";
import type { Mark } from "../../charts/marks.ts";
import { prepareQueueDepth, prepareQueueRates, prepareQueueWait } from "../../charts/prepare-queue.ts";
import { frameOf } from "../../charts/span.ts";
import { useHeld } from "../../live/use-held.ts";
import { useZone } from "../../live/use-zone.ts";
import { queueCharts as words } from "../../words/queues-parts.ts";
import { ofQueues, shared } from "../../words/shared.ts";

export interface QueueChartsProps {
  readonly points: readonly QueuePoint[];
  readonly range: Range;
  readonly bucketSeconds: number;
  readonly watchedSince: number | null;
  /** Give it the same while they are the same. */
  readonly marks: readonly Mark[];
}

export const QueueCharts = memo(function QueueCharts(props: QueueChartsProps): ReactNode {
  const { points, range, bucketSeconds, watchedSince, marks } = props;
  const zone = useZone();
  const everyMs = Math.min(15_000, Math.max(2000, bucketSeconds * 400));
  const { value: drawn, at: now } = useHeld(points, everyMs, range);
  const { frame, prepared } = useMemo(() => {
    const over = frameOf(drawn, range, bucketSeconds, watchedSince, now);
    const depth = prepareQueueDepth(drawn, over);
    return {
      frame: over,
      prepared: { depth, rates: prepareQueueRates(drawn, over), wait: prepareQueueWait(drawn, over) },
    };
  }, [drawn, range, bucketSeconds, watchedSince, now]);
  const common = { frame, marks, zone };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-3">
      <ChartCard
        {...common}
        title={ofQueues.waiting}
        prepared={prepared.depth}
        kind="lines"
        axis="linear"
        least={5}
        formatValue={formatCompact}
        empty={words.noDepths}
      />
      <ChartCard
        {...common}
        title={words.rates}
        prepared={prepared.rates}
        kind="lines"
        axis="linear"
        least={0.5}
        formatValue={formatRate}
        empty={words.noRates}
      />
      <ChartCard
        {...common}
        title={shared.waitBeforeRunning}
        prepared={prepared.wait}
        kind="lines"
        axis="duration"
        formatValue={formatDuration}
        empty={words.noWaits}
      />
    </div>
  );
});
