// From the past of one queue to what its charts draw.
import type { QueuePoint } from "#lib/queues/queue.ts";
import { prepareQueue as words } from "../words/charts-parts.ts";
import { PERCENTILES, type Prepared, prepare } from "./prepare.ts";
import { type Frame, perSecond } from "./span.ts";

export function prepareQueueDepth(points: readonly QueuePoint[], frame: Frame): Prepared {
  const series = [{ key: "depth", label: words.waiting, colour: "var(--chart-1)" }];
  return prepare(series, points, frame, ({ depth }) => ({ depth }));
}

/** Per second of watched time. */
export function prepareQueueRates(points: readonly QueuePoint[], frame: Frame): Prepared {
  const series = [
    { key: "in", label: words.coming, colour: "var(--chart-1)" },
    { key: "out", label: words.going, colour: "var(--chart-3)", dash: "6 3" },
  ];
  return prepare(series, points, frame, (point) => ({
    in: perSecond(point.sent, point),
    out: perSecond(point.taken, point),
  }));
}

export function prepareQueueWait(points: readonly QueuePoint[], frame: Frame): Prepared {
  return prepare(PERCENTILES, points, frame, ({ waitP50Ms, waitP95Ms, waitP99Ms }) => ({
    p50: waitP50Ms,
    p95: waitP95Ms,
    p99: waitP99Ms,
  }));
}
