// From the points of a range to what a chart draws: rates, shares, the largest queues. null stays null: a gap is not a zero.
import type { PointRow } from "#lib/series/point.ts";

export interface Series {
  readonly key: string;
  readonly label: string;
  /** A colour token. */
  readonly colour: string;
  readonly dashed?: boolean;
}
/** One moment: its time and a value per series key. */
export interface Moment {
  readonly at: number;
  readonly values: Readonly<Record<string, number | null>>;
}
export interface Prepared {
  readonly series: readonly Series[];
  readonly moments: readonly Moment[];
}

const QUIET = "var(--chart-quiet)";
const LINES = [
  "var(--chart-1)",
  "var(--chart-2)",
  "var(--chart-3)",
  "var(--chart-4)",
  "var(--chart-5)",
  "var(--chart-6)",
];

const PERCENTILES: readonly Series[] = [
  { key: "p50", label: "p50", colour: QUIET },
  { key: "p95", label: "p95", colour: "var(--chart-1)" },
  { key: "p99", label: "p99", colour: "var(--chart-4)" },
];

/**
 * Finished tasks per second by outcome, stacked in this order. The newest bucket is still filling: it is divided by the
 * time it has had until `now`, and left out while that is too short to mean anything.
 */
export function prepareThroughput(points: readonly PointRow[], bucketSeconds: number, now: number): Prepared {
  return {
    series: [
      { key: "succeeded", label: "succeeded", colour: QUIET },
      { key: "retried", label: "retried", colour: "var(--retry)" },
      { key: "failed", label: "failed", colour: "var(--failure)" },
    ],
    moments: points.map(({ at, succeeded, retried, failed }) => {
      const seconds = Math.min(bucketSeconds, (now - at) / 1000);
      const isTooYoung = seconds < bucketSeconds * LEAST_FILLED;
      const rate = (count: number | null): number | null =>
        count === null || isTooYoung ? null : count / seconds;
      return { at, values: { succeeded: rate(succeeded), retried: rate(retried), failed: rate(failed) } };
    }),
  };
}

const LEAST_FILLED = 0.25;

/** Failed ÷ (failed + succeeded); a gap where nothing finished. */
export function prepareFailureShare(points: readonly PointRow[]): Prepared {
  return {
    series: [{ key: "share", label: "failed", colour: "var(--failure)" }],
    moments: points.map(({ at, succeeded, failed }) => {
      const finished = (succeeded ?? 0) + (failed ?? 0);
      return { at, values: { share: finished === 0 ? null : (failed ?? 0) / finished } };
    }),
  };
}

export function prepareRuntime(points: readonly PointRow[]): Prepared {
  return {
    series: PERCENTILES,
    moments: points.map((point) => ({
      at: point.at,
      values: { p50: point.runtimeP50Ms, p95: point.runtimeP95Ms, p99: point.runtimeP99Ms },
    })),
  };
}

export function prepareWait(points: readonly PointRow[]): Prepared {
  return {
    series: [...PERCENTILES, { key: "oldest", label: "oldest", colour: "var(--failure)", dashed: true }],
    moments: points.map((point) => ({
      at: point.at,
      values: {
        p50: point.waitP50Ms,
        p95: point.waitP95Ms,
        p99: point.waitP99Ms,
        oldest: point.oldestWaitMs,
      },
    })),
  };
}

/** The queues that were deepest anywhere in the range, deepest first. A queue keeps its colour while it is drawn. */
export function prepareDepths(points: readonly PointRow[], most = LINES.length): Prepared {
  const peaks = new Map<string, number>();
  for (const { depths } of points) {
    for (const [queue, depth] of Object.entries(depths)) {
      peaks.set(queue, Math.max(peaks.get(queue) ?? 0, depth ?? 0));
    }
  }
  const deepest = [...peaks].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most);
  const queues = deepest.map(([queue]) => queue);
  // Colours go by name, not by rank: otherwise two queues that overtake each other would swap colours.
  const byName = [...queues].sort();
  return {
    series: queues.map((queue) => ({
      key: queue,
      label: queue,
      colour: LINES[byName.indexOf(queue)] ?? QUIET,
    })),
    moments: points.map(({ at, depths }) => ({
      at,
      values: Object.fromEntries(queues.map((queue) => [queue, depths[queue] ?? null])),
    })),
  };
}

/** True when there is nothing to draw at all. */
export function isEmpty({ moments }: Prepared): boolean {
  return moments.every(({ values }) => Object.values(values).every((value) => value === null));
}

/** The series' last known values, for the summary that stands in for the picture. */
export function lastValues({
  series,
  moments,
}: Prepared): readonly (readonly [label: string, value: number | null])[] {
  return series.map(({ key, label }) => [
    label,
    moments.findLast(({ values }) => values[key] != null)?.values[key] ?? null,
  ]);
}
