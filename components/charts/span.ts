// The time axis of a page's charts. Pure.
import type { Range } from "#lib/series/ranges.ts";

export const RANGE_MS: Readonly<Record<Range, number>> = {
  "15m": 15 * 60_000,
  "1h": 3_600_000,
  "6h": 6 * 3_600_000,
  "24h": 24 * 3_600_000,
  "7d": 7 * 24 * 3_600_000,
};

/** Shorter than this, and a chart would be a few strokes from edge to edge. */
const LEAST_MS = 5 * 60_000;

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Begins at the first known moment rather than drawing hours of nothing before it. */
export function spanOf<P extends { readonly at: number }>(
  points: readonly P[],
  isKnown: (point: P) => boolean,
  range: Range,
  bucketSeconds: number,
): Span {
  const to = points.at(-1)?.at ?? 0;
  const whole = to - RANGE_MS[range] + bucketSeconds * 1000;
  const first = points.find(isKnown)?.at ?? whole;
  return { from: Math.max(whole, Math.min(first, to - LEAST_MS)), to };
}
