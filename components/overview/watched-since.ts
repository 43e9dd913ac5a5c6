// How far back the charts reach: the whole range, or only as far as there is anything to show. Pure.
import type { PointRow } from "#lib/series/point.ts";
import type { Range } from "#lib/series/ranges.ts";
import { RANGE_MS, type Span, spanOf } from "../charts/span.ts";

/** The first moment with anything known, if it lies well inside the range; null when the range is filled. */
export function watchedSince(points: readonly PointRow[], range: Range, now: number): number | null {
  const first = points.find(isKnown)?.at;
  if (first === undefined) return null;
  return first - (now - RANGE_MS[range]) > RANGE_MS[range] * 0.05 ? first : null;
}

/** The time axis of all charts. */
export function chartSpan(points: readonly PointRow[], range: Range, bucketSeconds: number): Span {
  return spanOf(points, isKnown, range, bucketSeconds);
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
