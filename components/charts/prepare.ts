// From the points of a range to what a chart draws: rates, shares, the largest queues. null stays null: a gap is not a zero.
import { formatAbout } from "#lib/series/about.ts";
import type { PointRow } from "#lib/series/point.ts";
import { prepare as words } from "../words/charts-parts.ts";
import { type Bucket, type Frame, partOf, perSecond, type Span, settled } from "./span.ts";

export interface Series {
  readonly key: string;
  readonly label: string;
  /** A colour token. */
  readonly colour: string;
  /** Strokes and gaps of its line, so that colour alone tells no series apart; absent: unbroken. */
  readonly dash?: string;
  /** Its values are percentiles of a histogram: up to 10 % off. */
  readonly approximate?: boolean;
  /** It is only drawn in its colour where there is some: nothing failed, nothing is red. */
  readonly hidesZero?: boolean;
}
type Values = Readonly<Record<string, number | null>>;
/** One bucket of time: the part of it that it speaks of, where it stands, and a value per series key. */
export interface Moment extends Span {
  /** The middle. */
  readonly at: number;
  readonly watchedMs: number;
  readonly values: Values;
  /** The same without what is not to be drawn. */
  readonly drawn: Values;
}
export interface Prepared {
  readonly series: readonly Series[];
  readonly moments: readonly Moment[];
}

const QUIET = "var(--chart-quiet)";
const LINES = [
  { colour: "var(--chart-1)" },
  { colour: "var(--chart-2)", dash: "6 3" },
  { colour: "var(--chart-3)", dash: "2 2" },
  { colour: "var(--chart-4)", dash: "10 3" },
  { colour: "var(--chart-5)", dash: "8 3 2 3" },
  { colour: "var(--chart-6)", dash: "4 4" },
] as const;

export const PERCENTILES: readonly Series[] = [
  { key: "p50", label: "p50", colour: QUIET, dash: "6 3", approximate: true },
  { key: "p95", label: "p95", colour: "var(--chart-1)", approximate: true },
  { key: "p99", label: "p99", colour: "var(--chart-4)", dash: "2 2", approximate: true },
];

/** What every chart is prepared from: the points that there is something to say of, each with its part of time. */
export function prepare<P extends Bucket>(
  series: readonly Series[],
  points: readonly P[],
  frame: Frame,
  read: (point: P) => Values,
): Prepared {
  const moments = settled(points, frame).map((point) => {
    const { from, to } = partOf(point, frame);
    return { from, to, at: (from + to) / 2, watchedMs: point.watchedMs, values: read(point) };
  });
  const hiding = series.filter(({ hidesZero }) => hidesZero).map(({ key }) => key);
  const valueAt = (index: number, key: string) => moments[index]?.values[key] ?? 0;
  return {
    series,
    moments: moments.map((moment, index) => {
      // A zero beside something is where its line begins or ends.
      const isFlat = (key: string) => [index - 1, index, index + 1].every((at) => valueAt(at, key) === 0);
      const hidden = hiding.filter(isFlat).map((key) => [key, null] as const);
      return { ...moment, drawn: { ...moment.values, ...Object.fromEntries(hidden) } };
    }),
  };
}

/** Finished tasks per second of watched time by outcome, stacked in this order. */
export function prepareThroughput(points: readonly PointRow[], frame: Frame): Prepared {
  const series = [
    { key: "succeeded", label: words.succeeded, colour: QUIET },
    { key: "retried", label: words.retried, colour: "var(--retry)", hidesZero: true },
    { key: "failed", label: words.failed, colour: "var(--failure)", hidesZero: true },
  ];
  return prepare(series, points, frame, (point) => ({
    succeeded: perSecond(point.succeeded, point),
    retried: perSecond(point.retried, point),
    failed: perSecond(point.failed, point),
  }));
}

/** All that finished in the range; null where nobody watched. */
export function countFinished(points: readonly PointRow[]): number | null {
  return points.reduce<number | null>(
    (sum, { succeeded, failed }) =>
      succeeded === null || failed === null ? sum : (sum ?? 0) + succeeded + failed,
    null,
  );
}

/** Failed ÷ (failed + succeeded); a gap where nothing finished. */
export function prepareFailureShare(points: readonly PointRow[], frame: Frame): Prepared {
  const series = [{ key: "share", label: words.failed, colour: "var(--failure)", hidesZero: true }];
  return prepare(series, points, frame, ({ succeeded, failed }) => {
    const finished = (succeeded ?? 0) + (failed ?? 0);
    return { share: finished === 0 ? null : (failed ?? 0) / finished };
  });
}

export function prepareRuntime(points: readonly PointRow[], frame: Frame): Prepared {
  return prepare(PERCENTILES, points, frame, ({ runtimeP50Ms, runtimeP95Ms, runtimeP99Ms }) => ({
    p50: runtimeP50Ms,
    p95: runtimeP95Ms,
    p99: runtimeP99Ms,
  }));
}

export function prepareWait(points: readonly PointRow[], frame: Frame): Prepared {
  const oldest = { key: "oldest", label: words.oldestWaiting, colour: "var(--ink-2)", dash: "8 3 2 3" };
  return prepare([...PERCENTILES, oldest], points, frame, (point) => ({
    p50: point.waitP50Ms,
    p95: point.waitP95Ms,
    p99: point.waitP99Ms,
    oldest: point.oldestWaitMs,
  }));
}

/** The queues that were deepest anywhere in the range, deepest first. A queue keeps its colour while it is drawn. */
export function prepareDepths(
  points: readonly PointRow[],
  frame: Frame,
  most: number = LINES.length,
): Prepared {
  const peaks = new Map<string, number>();
  for (const { depths } of points) {
    for (const [queue, depth] of Object.entries(depths)) {
      peaks.set(queue, Math.max(peaks.get(queue) ?? 0, depth ?? 0));
    }
  }
  const deepest = [...peaks].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, most);
  const queues = deepest.map(([queue]) => queue);
  // Lines go by name, not by rank: otherwise two queues that overtake each other would swap colours.
  const byName = [...queues].sort();
  const series = queues.map((queue) => ({
    key: queue,
    label: queue,
    colour: QUIET,
    ...LINES[byName.indexOf(queue)],
  }));
  return prepare(series, points, frame, ({ depths }) =>
    Object.fromEntries(queues.map((queue) => [queue, depths[queue] ?? null])),
  );
}

/** True when there is nothing to draw at all. */
export function isEmpty({ moments }: Prepared): boolean {
  return moments.every(({ values }) => Object.values(values).every((value) => value === null));
}

/** Moments with at most one known beside them: no line leads there, or one that is too short to be seen. */
export function loneMoments({ moments }: Prepared, key: string): ReadonlySet<number> {
  const isKnown = (index: number) => (moments[index]?.drawn[key] ?? null) !== null;
  const lone = new Set<number>();
  let run: number[] = [];
  for (let index = 0; index <= moments.length; index += 1) {
    if (isKnown(index)) {
      run.push(index);
      continue;
    }
    if (run.length <= 2) for (const each of run) lone.add(each);
    run = [];
  }
  return lone;
}

/** A value of this series in words. */
export function wordsOf(
  { approximate = false }: Series,
  value: number,
  formatValue: (value: number) => string,
): string {
  return approximate ? formatAbout(value) : formatValue(value);
}

/** The series' last known values, for the summary that stands in for the picture. */
export function lastValues({
  series,
  moments,
}: Prepared): readonly (readonly [series: Series, value: number | null])[] {
  return series.map((each) => [
    each,
    moments.findLast(({ values }) => values[each.key] != null)?.values[each.key] ?? null,
  ]);
}
