// When a scheduled task is due. Workers print ISO 8601, with an offset or, with enable_utc off, without one.
import type { ScheduledInfo } from "#lib/workers/inspect.ts";

/** Epoch ms, or null for text that is no time. Without an offset it is taken for UTC, Celery's default. */
export function etaOf(text: string): number | null {
  const zoned = /([zZ]|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : at;
}

/** Those whose time cannot be read come last. */
export function soonestFirst(scheduled: readonly ScheduledInfo[]): ScheduledInfo[] {
  const due = (entry: ScheduledInfo) => etaOf(entry.eta) ?? Number.POSITIVE_INFINITY;
  return [...scheduled].sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0));
}
