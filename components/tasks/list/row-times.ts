// The times of one line of the list that are not told outright.
import type { TaskRow } from "#lib/tasks/task.ts";
import { parseIso } from "#lib/tasks/times.ts";

/** Since when it waits for a process, or will begin to (its ETA): only while it does wait. */
export function waitingSince(row: TaskRow): number | null {
  if (row.state !== "PENDING" && row.state !== "RECEIVED") return null;
  const known = row.sentAt ?? row.receivedAt;
  const eta = parseIso(row.eta);
  return known === null || eta === null ? known : Math.max(known, eta);
}
