// The order of a worker's scheduled tasks.
import { parseIso } from "#lib/tasks/times.ts";
import type { ScheduledInfo } from "#lib/workers/inspect.ts";

/** Those whose time cannot be read come last. */
export function soonestFirst(scheduled: readonly ScheduledInfo[]): ScheduledInfo[] {
  const due = (entry: ScheduledInfo) => parseIso(entry.eta) ?? Number.POSITIVE_INFINITY;
  return [...scheduled].sort((a, b) => (due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : 0));
}
