// The tabs of the worker's page: their names in the URL, their labels, and what each counts.
import { formatCompact } from "#lib/format/number.ts";
import type { Inspected, WorkerInspection } from "#lib/workers/inspect.ts";

export const WORKER_TABS = [
  "recent",
  "active",
  "reserved",
  "scheduled",
  "revoked",
  "queues",
  "limits",
  "pool",
  "system",
  "conf",
  "diagnostics",
] as const;
export type WorkerTab = (typeof WORKER_TABS)[number];

const LABELS: Record<WorkerTab, string> = {
  recent: "Recent tasks",
  active: "Active",
  reserved: "Reserved",
  scheduled: "Scheduled",
  revoked: "Revoked",
  queues: "Queues",
  limits: "Limits",
  pool: "Pool",
  system: "System",
  conf: "Configuration",
  diagnostics: "Diagnostics",
};

export interface TabEntry {
  readonly value: WorkerTab;
  readonly label: string;
  /** null: not yet known; absent: nothing to count. */
  readonly count?: string | null;
}

export function tabEntries(inspection: WorkerInspection | null): TabEntry[] {
  const counts: Partial<Record<WorkerTab, string | null>> = {
    active: countOf(inspection?.active),
    reserved: countOf(inspection?.reserved),
    scheduled: countOf(inspection?.scheduled),
    revoked: countOf(inspection?.revoked),
    queues: countOf(inspection?.activeQueues),
  };
  return WORKER_TABS.map((value) => {
    const count = counts[value];
    return { value, label: LABELS[value], ...(count !== undefined && { count }) };
  });
}

function countOf(part: Inspected<readonly unknown[]> | null | undefined): string | null {
  return part?.value ? formatCompact(part.total ?? part.value.length) : null;
}
