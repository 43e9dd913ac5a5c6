// Where the ticks of an axis stand. Pure: round values only, few of them, and a scale that never starts above what it shows.

export interface Scale {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 2.5, 5, 10] as const;

/** From zero to a round value above `max`, with two or three ticks above zero. */
export function linearScale(max: number, least = 1): Scale {
  const top = Math.max(max, least);
  const rough = top / 3.2;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((candidate) => candidate * power >= rough) ?? 10) * power;
  const ticks: number[] = [];
  for (let at = step; at <= top * 1.02; at += step) ticks.push(at);
  if (ticks.length === 0) ticks.push(step);
  return { domain: [0, Math.max(top * 1.06, ticks.at(-1) ?? top)], ticks };
}

/** Durations people think in, ms. */
const ROUND_MS = [
  1, 10, 100, 1000, 10_000, 60_000, 600_000, 3_600_000, 36_000_000, 86_400_000, 864_000_000,
] as const;

/** Logarithmic, for durations that span milliseconds to hours. Values below 1 ms are drawn at 1 ms. */
export function durationScale(min: number, max: number): Scale {
  const low = Math.max(1, min);
  const high = Math.max(max, low * 1.5);
  const bottom = Math.max(1, low / 1.6);
  const inside = ROUND_MS.filter((value) => value > bottom && value < high * 1.15);
  const ticks = inside.length > 0 ? apart(inside, (high * 1.6) / bottom) : [roundDown(high)];
  return { domain: [Math.min(bottom, ticks[0] ?? bottom), high * 1.6], ticks };
}

/** A label takes so much of the axis' height. */
const LABEL_SHARE = 0.14;

/** The highest of them, and those below that leave room for its label. */
function apart(rising: readonly number[], factor: number): readonly number[] {
  const least = factor ** LABEL_SHARE;
  let above = Number.POSITIVE_INFINITY;
  const kept = rising.toReversed().filter((value) => {
    if (above / value < least) return false;
    above = value;
    return true;
  });
  return kept.reverse();
}

const MINUTE = 60_000;
const SPANS = [0.25, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map(
  (minutes) => minutes * MINUTE,
);

/** Round times inside [from, to], at most `most`. `offsetMs` is the zone's, so that days begin at its midnight. */
export function timeTicks(from: number, to: number, most: number, offsetMs: number): readonly number[] {
  const span = SPANS.find((candidate) => (to - from) / candidate <= most) ?? SPANS.at(-1) ?? MINUTE;
  const ticks: number[] = [];
  for (let at = Math.ceil((from + offsetMs) / span) * span - offsetMs; at <= to; at += span) ticks.push(at);
  return ticks;
}

function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.floor(value / power) * power;
}
