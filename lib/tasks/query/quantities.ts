// Numbers, durations and times of a query: how they are read, and how they are spelt again.
import type { Moment, Quantity } from "./expr.ts";

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNITS;
const DURATION = /^(?:\d{1,15}(?:\.\d{1,6})?(?:ms|s|m|h|d|w))+$/;
const DURATION_PART = /([\d.]+)(ms|s|m|h|d|w)/g;
const NUMBER = /^-?\d{1,15}(?:\.\d{1,12})?$/;
const MOMENT =
  /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,3})\d{0,6})?)?\s*([Zz]|[+-]\d\d:?\d\d)?)?$/;
const DAY = UNITS.d;
/** Three thousand years: every fraction that is read is spelt again. */
const LONGEST = 1e14;
const END_OF_TIME = Date.UTC(10_000, 0);

export function readNumber(text: string): Quantity | null {
  // -0 is 0: they are spelt alike.
  return NUMBER.test(text) ? { kind: "number", value: Number(text) + 0 } : null;
}

/** `90s`, `1h30m`. */
export function readDuration(text: string): Quantity | null {
  if (!DURATION.test(text)) return null;
  let ms = 0;
  for (const [, count, unit] of text.matchAll(DURATION_PART)) ms += Number(count) * UNITS[unit as Unit]; // by DURATION
  return ms > LONGEST ? null : { kind: "duration", ms: Math.round(ms * 1_000) / 1_000 };
}

/** ISO 8601, a day, or to the minute, the second or the millisecond. Without an offset it is UTC. */
export function readMoment(text: string): Moment | null {
  const [, day, minute, second, fraction, zone = "Z"] = MOMENT.exec(text) ?? [];
  if (day === undefined) return null;
  const offset = zone.toUpperCase().replace(/(\d\d)(\d\d)$/, "$1:$2");
  const clock = minute === undefined ? "T00:00Z" : `T${minute}:${second ?? "00"}.${fraction ?? "0"}${offset}`;
  const at = Date.parse(day + clock);
  // The 30th of February is read as a day in March.
  if (!(at >= 0 && at < END_OF_TIME) || !isDay(day)) return null;
  if (minute === undefined) return { kind: "moment", at, span: DAY };
  if (second === undefined) return { kind: "moment", at, span: UNITS.m };
  return { kind: "moment", at, span: fraction === undefined ? UNITS.s : UNITS.ms };
}

export function printQuantity(quantity: Quantity): string {
  switch (quantity.kind) {
    case "number":
      return plainNumber(quantity.value);
    case "duration":
      return printDuration(quantity.ms);
    case "moment":
      return printMoment(quantity);
  }
}

function printDuration(ms: number): string {
  const units: readonly Unit[] = ["w", "d", "h", "m", "s"];
  const unit = units.find((one) => ms > 0 && ms % UNITS[one] === 0) ?? (ms === 0 ? "s" : "ms");
  return `${plainNumber(ms / UNITS[unit])}${unit}`;
}

/** Never with an exponent, which is not read. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(12).replace(/\.?0+$/, "") : text;
}

function printMoment({ at, span }: Moment): string {
  const iso = new Date(at).toISOString();
  if (span === DAY) return iso.slice(0, 10);
  if (span === UNITS.m) return `${iso.slice(0, 16)}Z`;
  return span === UNITS.s ? `${iso.slice(0, 19)}Z` : iso;
}

function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
