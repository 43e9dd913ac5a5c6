// Per registered task of a worker: its rate limit now, searched and in order of name.

import { formatDuration } from "#lib/format/duration.ts";
import type { RegisteredInfo, StatsInfo } from "#lib/workers/inspect.ts";
import { shared } from "../../words/shared.ts";
import { limits as words } from "../../words/workers-detail.ts";

/** Celery's own tasks (`celery.chord_unlock` …) last: nobody looks for them. */
export function limitRows(registered: readonly RegisteredInfo[], search: string): RegisteredInfo[] {
  const word = search.trim().toLowerCase();
  return registered
    .filter(({ name }) => name.toLowerCase().includes(word))
    .sort((a, b) => Number(builtin(a)) - Number(builtin(b)) || (a.name < b.name ? -1 : 1));
}

/** `0` and null both mean that Celery does not limit it. */
export function rateText(rateLimit: string | null): string | null {
  return rateLimit === null || /^0(\.0*)?(\/[smh])?$/.test(rateLimit) ? null : rateLimit;
}

/** The worker-wide limits in words; workers do not tell the limits set per task. */
export function poolLimitText({ softTimeLimitSeconds: soft, hardTimeLimitSeconds: hard }: StatsInfo): string {
  const limit = (seconds: number | null) =>
    seconds === null || seconds === 0 ? shared.none : formatDuration(seconds * 1000);
  return words.both(limit(soft), limit(hard));
}

function builtin({ name }: RegisteredInfo): boolean {
  return name.startsWith("celery.");
}
