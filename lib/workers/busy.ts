// How many processes of a pool are busy: one answer for every page.
import type { WorkerRow } from "./worker.ts";

type Busy = Pick<WorkerRow, "status" | "active" | "taskEvents" | "running">;

/**
 * Events tell it at once, a heartbeat up to its interval later: it counts where events are off, or not known to be on. A
 * lost worker's are those that it left behind.
 */
export function busyProcesses({ status, active, taskEvents, running }: Busy): number {
  if (status !== "online" || taskEvents === true) return running.length;
  return Math.max(running.length, active ?? 0);
}

/** Pool processes of the online workers that told theirs, and how many of those are busy; null when none told. */
export function slotsOf(workers: readonly WorkerRow[]): { slots: number | null; busy: number | null } {
  const told = workers.filter(({ status, slots }) => status === "online" && slots !== null);
  if (told.length === 0) return { slots: null, busy: null };
  return {
    slots: told.reduce((sum, { slots }) => sum + (slots ?? 0), 0),
    busy: told.reduce((sum, worker) => sum + Math.min(worker.slots ?? 0, busyProcesses(worker)), 0),
  };
}
