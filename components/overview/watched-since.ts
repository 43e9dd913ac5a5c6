// How far back the charts reach: the whole range, or only as far as there is anything to show. Pure.
import type { PointRow, Range } from "#lib/live/views.ts";

const RANGE_MS: Readonly<Record<Range, number>> = {
  "15m": 15 * 60_000,
  "1h": 3_600_000,
  "6h": 6 * 3_600_000,
  "24h": 24 * 3_600_000,
  "7d": 7 * 24 * 3_600_000,
};

/** Shorter than this, and a chart would be a few strokes from edge to edge. */
const LEAST_MS = 5 * 60_000;

/** The first moment with anything known, if it lies well inside the range; null when the range is filled. */
export function watchedSince(points: readonly PointRow[], range: Range, now: number): number | null {
  const first = points.find(isKnown)?.at;
  if (first === undefined) return null;
  return first - (now - RANGE_MS[range]) > RANGE_MS[range] * 0.05 ? first : null;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The time axis of all charts: begins at the first known moment rather than drawing hours of nothing before it. */
export function chartSpan(points: readonly PointRow[], range: Range, bucketSeconds: number): Span {
  const to = points.at(-1)?.at ?? 0;
  const whole = to - RANGE_MS[range] + bucketSeconds * 1000;
  const first = points.find(isKnown)?.at ?? whole;
  return { from: Math.max(whole, Math.min(first, to - LEAST_MS)), to };
}

function isKnown(point: PointRow): boolean {
  const { succeeded, failed, received, oldestWaitMs, depths } = point;
  return (
    succeeded !== null ||
    failed !== null ||
    received !== null ||
    oldestWaitMs !== null ||
    Object.values(depths).some((depth) => depth !== null)
  );
}
