// From the past of one queue to what its charts draw.
import type { QueuePoint } from "#lib/queues/queue.ts";
import type { Prepared } from "./prepare.ts";

const LEAST_FILLED = 0.25;

export function prepareQueueDepth(points: readonly QueuePoint[]): Prepared {
  return {
    series: [{ key: "depth", label: "waiting", colour: "var(--chart-1)" }],
    moments: points.map(({ at, depth }) => ({ at, values: { depth } })),
  };
}

/** Per second. The newest span is still filling: it is divided by the time it has had, and left out while that is short. */
export function prepareQueueRates(
  points: readonly QueuePoint[],
  bucketSeconds: number,
  now: number,
): Prepared {
  return {
    series: [
      { key: "in", label: "in", colour: "var(--chart-1)" },
      { key: "out", label: "out", colour: "var(--chart-3)" },
    ],
    moments: points.map(({ at, sent, taken }) => {
      const seconds = Math.min(bucketSeconds, (now - at) / 1000);
      const isTooYoung = seconds < bucketSeconds * LEAST_FILLED;
      const rate = (count: number | null): number | null =>
        count === null || isTooYoung ? null : count / seconds;
      return { at, values: { in: rate(sent), out: rate(taken) } };
    }),
  };
}

export function prepareQueueWait(points: readonly QueuePoint[]): Prepared {
  return {
    series: [{ key: "p95", label: "p95", colour: "var(--chart-1)" }],
    moments: points.map(({ at, waitP95Ms }) => ({ at, values: { p95: waitP95Ms } })),
  };
}

/** True where anything is known of the span. */
export function isKnownPoint({ depth, sent, taken, waitP95Ms }: QueuePoint): boolean {
  return depth !== null || sent !== null || taken !== null || waitP95Ms !== null;
}
