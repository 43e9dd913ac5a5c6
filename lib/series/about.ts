// Percentiles in words. They come from a histogram and are up to 10 % off: two digits, and a sign that says so.
import { type DurationPart, durationParts } from "../format/duration.ts";
import { sideOf } from "./histogram.ts";

const SIGNS = { most: "≤", about: "≈", least: "≥" } as const;

/** `≈ 1.3 s`, `≈ 1 min 10 s`; `≤ 1 ms` and `≥ 3 d` at the ends of what is measured. */
export function formatAbout(ms: number): string {
  return aboutParts(ms)
    .map(({ value, unit }) => `${value} ${unit}`)
    .join(" ");
}

/** The sign is before the first figure. */
export function aboutParts(ms: number): readonly DurationPart[] {
  const [first, ...rest] = durationParts(twoDigits(ms));
  if (first === undefined) return [];
  const said = { ...first, value: `${SIGNS[sideOf(ms)]} ${first.value}` };
  // Of 58 min nobody knows the seconds.
  return Number(first.value) >= 10 ? [said] : [said, ...rest];
}

function twoDigits(ms: number): number {
  return Number(ms.toPrecision(2));
}
