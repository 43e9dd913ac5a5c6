// Points in time as text, in the browser's zone or in UTC. Formatters are made once per zone: making one is slow.

export type Zone = "local" | "utc";

const EXACT: Intl.DateTimeFormatOptions = {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  fractionalSecondDigits: 3,
  timeZoneName: "short",
};
const made = new Map<string, Intl.DateTimeFormat>();

/** `12:41:07` */
export function formatClock(at: number, zone: Zone): string {
  return print("clock", zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" }, at);
}

/** `12:41` */
export function formatMinute(at: number, zone: Zone): string {
  return print("minute", zone, { hour: "2-digit", minute: "2-digit" }, at);
}

/** `22 Nov` */
export function formatDay(at: number, zone: Zone): string {
  return print("day", zone, { day: "numeric", month: "short" }, at);
}

/** `22 Nov 2026, 12:41:07.123 UTC`: what a hover shows, complete and unambiguous. */
export function formatExact(at: number, zone: Zone): string {
  return print("exact", zone, EXACT, at);
}

/** The time alone when it is of the same day as `now`, else with its day: `12:41:07`, `21 Nov, 12:41`. */
export function formatWhen(at: number, now: number, zone: Zone): string {
  if (formatDay(at, zone) === formatDay(now, zone)) return formatClock(at, zone);
  return `${formatDay(at, zone)}, ${formatMinute(at, zone)}`;
}

/** ISO 8601, in UTC; undefined for a number that is no time. */
export function isoTime(at: number): string | undefined {
  return isTime(at) ? new Date(at).toISOString() : undefined;
}

/** Beyond it there are no dates, and asking for one throws. */
const LAST_MS = 8.64e15;

function isTime(at: number): boolean {
  return Math.abs(at) <= LAST_MS;
}

function print(name: string, zone: Zone, options: Intl.DateTimeFormatOptions, at: number): string {
  return isTime(at) ? formatter(name, zone, options).format(at) : "no time";
}

function formatter(name: string, zone: Zone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${name} ${zone}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const fresh = new Intl.DateTimeFormat("en-GB", {
    ...options,
    hourCycle: "h23",
    ...(zone === "utc" ? { timeZone: "UTC" } : {}),
  });
  made.set(key, fresh);
  return fresh;
}
