// The time axis of a page's charts: the chosen range, what of it nobody watched, and where each bucket stands on it. Pure.
import type { Range } from "#lib/series/ranges.ts";

const RANGE_MS: Readonly<Record<Range, number>> = {
  "15m": 15 * 60_000,
  "1h": 3_600_000,
  "6h": 6 * 3_600_000,
  "24h": 24 * 3_600_000,
  "7d": 7 * 24 * 3_600_000,
};

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What all charts of a page are drawn over. */
export interface Frame extends Span {
  readonly bucketMs: number;
  /** null: it has not been watched yet. */
  readonly watchedSince: number | null;
  /** Within the span, oldest first: before it was watched, and gaps since. */
  readonly unwatched: readonly Span[];
}

/** A bucket of time as the server tells it. */
export interface Bucket {
  readonly at: number;
  /** ms of it that were watched. */
  readonly watchedMs: number;
}

/**
 * From the range's start until now. The server's clock counts, not the browser's: `now` is the latter, and is believed as
 * far as it lies in the newest bucket, and not before what was watched of that.
 */
export function frameOf(
  points: readonly Bucket[],
  range: Range,
  bucketSeconds: number,
  watchedSince: number | null,
  now: number,
): Frame {
  const bucketMs = bucketSeconds * 1000;
  const { at: newest, watchedMs } = points.at(-1) ?? { at: now, watchedMs: 0 };
  const watchedUntil = Math.max(newest, watchedSince ?? newest) + watchedMs;
  const to = Math.min(Math.max(now, watchedUntil), newest + bucketMs);
  const from = to - RANGE_MS[range];
  return {
    from,
    to,
    bucketMs,
    watchedSince,
    unwatched: unwatchedOf(points, { from, to }, bucketMs, watchedSince),
  };
}

function unwatchedOf(
  points: readonly Bucket[],
  { from, to }: Span,
  bucketMs: number,
  since: number | null,
): readonly Span[] {
  const begin = since === null ? to : Math.min(to, Math.max(from, since));
  const spans: Span[] = begin > from ? [{ from, to: begin }] : [];
  points.forEach(({ at, watchedMs }, index) => {
    const [start, end] = [Math.max(at, begin), Math.min(at + bucketMs, to)];
    if (watchedMs > 0 || end <= start) return;
    const last = spans.at(-1);
    if (last !== undefined && last.to >= start) spans[spans.length - 1] = { from: last.from, to: end };
    // The newest has often only just begun.
    else if (index < points.length - 1) spans.push({ from: start, to: end });
  });
  return spans;
}

/** The part of a bucket that can have been watched: not before that began, and not after now. */
export function partOf({ at }: Bucket, { to, bucketMs, watchedSince }: Frame): Span {
  const end = Math.min(at + bucketMs, Math.max(at, to));
  return { from: Math.min(end, Math.max(at, watchedSince ?? at)), to: end };
}

/** A bucket that has had less time leaps about: it is left out until it is complete, or has had as much. */
const SETTLED_MS = 60_000;

/** What there is to draw: without the newest bucket while it is too young, unless it is all there is. */
export function settled<P extends Bucket>(points: readonly P[], frame: Frame): readonly P[] {
  const newest = points.at(-1);
  if (newest === undefined || newest.at + frame.bucketMs <= frame.to) return points;
  const isYoung = newest.watchedMs < SETTLED_MS;
  const others = points.slice(0, -1);
  return isYoung && others.some(({ watchedMs }) => watchedMs > 0) ? others : points;
}

/** Less than this says nothing about a second. */
const LEAST_WATCHED_MS = 1000;

/** Per second of the time that was watched; null where that is not known. */
export function perSecond(count: number | null, { watchedMs }: Bucket): number | null {
  return count === null || watchedMs < LEAST_WATCHED_MS ? null : count / (watchedMs / 1000);
}
