// Figures of the workers page that are derived from rows: totals, drift worth showing, what to call a state of affairs.
import { slotsOf } from "#lib/workers/busy.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { workerFacts as words } from "../words/workers-list.ts";

export interface WorkerTotals {
  readonly online: number;
  readonly lost: number;
  readonly offline: number;
  /** Slots and busy slots of online workers; null when none of them told. */
  readonly slots: number | null;
  readonly busy: number | null;
  /** Online workers that have not told how many slots they have. */
  readonly slotsUnknown: number;
  readonly donePerMinute: number;
  readonly failed: number;
  readonly eventsOff: number;
}

const DRIFT_MS = 2_000;

export function workerTotals(workers: readonly WorkerRow[]): WorkerTotals {
  const online = workers.filter((worker) => worker.status === "online");
  return {
    online: online.length,
    lost: workers.filter((worker) => worker.status === "lost").length,
    offline: workers.filter((worker) => worker.status === "offline").length,
    ...slotsOf(workers),
    slotsUnknown: online.filter(({ slots }) => slots === null).length,
    donePerMinute: sum(online, (worker) => worker.donePerMinute),
    failed: sum(workers, (worker) => worker.failed),
    eventsOff: online.filter((worker) => worker.taskEvents === false).length,
  };
}

/** Clock drift in ms when it is large enough to mislead (over 2 s), else null. */
export function notableDrift(worker: WorkerRow): number | null {
  return worker.driftMs !== null && Math.abs(worker.driftMs) > DRIFT_MS ? worker.driftMs : null;
}

/** Why it makes no sense to ask this worker, or null. A lost one may still be there: it can be asked. */
export function unreachable(worker: Pick<WorkerRow, "key" | "status">): string | null {
  return worker.status === "offline" ? words.cannotAnswer(worker.key) : null;
}

function sum(workers: readonly WorkerRow[], value: (worker: WorkerRow) => number): number {
  return workers.reduce((total, worker) => total + value(worker), 0);
}
