// Order and search of the workers list. Without a chosen order: what is wrong first, then by name as people count
// (web-2 before web-10), so that rows do not move while figures change.
import { byName } from "#lib/format/natural.ts";
import { busyProcesses } from "#lib/workers/busy.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { concernOf } from "#lib/workers/worker-order.ts";

const WORKER_SORTS = ["name", "busy", "processed", "failed", "done", "load", "uptime"] as const;
export type WorkerSortBy = (typeof WORKER_SORTS)[number];
export interface WorkerSort {
  readonly by: WorkerSortBy;
  readonly descending: boolean;
}
export const BY_NAME: WorkerSort = { by: "name", descending: false };

const RANK = { lost: 0, online: 1, offline: 2 } as const;

export function sortWorkers(workers: readonly WorkerRow[], sort: WorkerSort): WorkerRow[] {
  const direction = sort.descending ? -1 : 1;
  const rank = sort.by === "name" ? concernOf : ({ status }: WorkerRow) => RANK[status];
  return [...workers].sort((a, b) => {
    const status = rank(a) - rank(b);
    if (status !== 0) return status;
    const order = sort.by === "name" ? 0 : unknownLast(figure(a, sort.by), figure(b, sort.by), direction);
    return order || byName(a.key, b.key) * (sort.by === "name" ? direction : 1);
  });
}

/** Case-insensitive: every word must occur in the name, a queue, the pool or the version. */
export function searchWorkers(workers: readonly WorkerRow[], text: string): readonly WorkerRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return workers;
  return workers.filter((worker) => {
    const hay = [worker.key, worker.pool ?? "", worker.swVer ?? "", ...(worker.queues ?? [])]
      .join("\n")
      .toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** A click on a column's head: first the way that shows the most interesting rows on top, then the other way. */
export function nextSort(sort: WorkerSort, by: WorkerSortBy): WorkerSort {
  if (sort.by !== by) return { by, descending: by !== "name" };
  return { by, descending: !sort.descending };
}

function figure(worker: WorkerRow, by: Exclude<WorkerSortBy, "name">): number | null {
  switch (by) {
    case "busy":
      return busyProcesses(worker);
    case "processed":
      return worker.processed;
    case "failed":
      return worker.failed;
    case "done":
      return worker.donePerMinute;
    case "load":
      return worker.loadavg?.[0] ?? null;
    case "uptime":
      return worker.startedAt === null ? null : -worker.startedAt;
  }
}

function unknownLast(a: number | null, b: number | null, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return (a - b) * direction;
}

/** `-load`: by load, largest first; null for text that is no order. */
export function parseSort(text: string): WorkerSort | null {
  const descending = text.startsWith("-");
  const by = WORKER_SORTS.find((name) => name === text.slice(descending ? 1 : 0));
  return by === undefined ? null : { by, descending };
}

export function printSort({ by, descending }: WorkerSort): string {
  return `${descending ? "-" : ""}${by}`;
}
