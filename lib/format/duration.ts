// Durations and ages in words. Input is milliseconds; the clock is the caller's. Unknown values are the caller's to show.

export interface DurationPart {
  readonly value: string;
  readonly unit: string;
}

const UNITS = [
  { unit: "d", ms: 86_400_000 },
  { unit: "h", ms: 3_600_000 },
  { unit: "min", ms: 60_000 },
  { unit: "s", ms: 1000 },
] as const;

/** At most two parts, largest first: `4 min 12 s`, `1.24 s`, `340 ms`, `0 ms`. */
export function durationParts(ms: number): readonly DurationPart[] {
  const size = Math.abs(ms);
  if (size < 1) return [{ value: size === 0 ? "0" : "<1", unit: "ms" }];
  if (size < 999.5) return [{ value: String(Math.round(size)), unit: "ms" }];
  if (size < 59_950) return [{ value: seconds(size / 1000), unit: "s" }];
  const rounded = Math.round(size / 1000) * 1000;
  const at = UNITS.findIndex(({ ms: one }) => rounded >= one);
  const big = UNITS[at];
  if (big === undefined) return [{ value: "0", unit: "ms" }];
  const whole = Math.floor(rounded / big.ms);
  const small = UNITS[at + 1];
  const rest = small === undefined ? 0 : Math.floor((rounded - whole * big.ms) / small.ms);
  const first = { value: String(whole), unit: big.unit };
  return small === undefined || rest === 0 ? [first] : [first, { value: String(rest), unit: small.unit }];
}

/** `4 min 12 s`. */
export function formatDuration(ms: number): string {
  return durationParts(ms)
    .map(({ value, unit }) => `${value} ${unit}`)
    .join(" ");
}

/** One part only, whole: `4 min`, `12 s`; what ages and countdowns use. */
export function formatBrief(ms: number): string {
  const size = Math.abs(ms);
  const big = UNITS.find(({ ms: one }) => size >= one);
  return big === undefined ? "0 s" : `${Math.floor(size / big.ms)} ${big.unit}`;
}

/** `now`, `12 s ago`, `in 5 min`. */
export function formatAge(at: number, now: number): string {
  const gone = now - at;
  if (Math.abs(gone) < 1000) return "now";
  return gone > 0 ? `${formatBrief(gone)} ago` : `in ${formatBrief(gone)}`;
}

function seconds(value: number): string {
  if (value < 10) return trimmed(value.toFixed(2));
  return trimmed(value.toFixed(1));
}

function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
