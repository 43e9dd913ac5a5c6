// What charts say, in parts that are loaded when they are opened.
import { formatDuration } from "#lib/format/duration.ts";

export const chartCard = {
  newest: (title: string, values: readonly string[]) => `${title}, most recently: ${values.join(", ")}`,
  span: (from: string, to: string) => `from ${from} to ${to}`,
  unknown: "unknown",
} as const;

export const chartTooltip = {
  span: (from: string, to: string | null) => `${from} to ${to ?? "now"}`,
  unwatched: (span: string) => `${span}, not watched`,
  partlyWatched: (span: string, ms: number) => `${span}, watched for ${formatDuration(ms)} of it`,
} as const;

export const marks = {
  unwatchedBefore: (when: string) => `not watched before ${when}`,
  unwatched: "not watched",
} as const;

export const prepare = {
  oldestWaiting: "oldest waiting",
  succeeded: "succeeded",
  retried: "retried",
  failed: "failed",
} as const;

export const prepareQueue = {
  waiting: "waiting",
  coming: "in",
  going: "out",
} as const;
