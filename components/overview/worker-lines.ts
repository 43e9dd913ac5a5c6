// Which workers the overview lists: those that need a look first, then the busiest; offline ones are only counted. Pure.
import type { WorkerRow } from "#lib/workers/worker.ts";

export interface WorkerLines {
  readonly lines: readonly WorkerRow[];
  /** Said goodbye, left out. */
  readonly offline: number;
}

export function workerLines(workers: readonly WorkerRow[]): WorkerLines {
  const present = workers.filter(({ status }) => status !== "offline");
  const lines = [...present].sort(
    (a, b) => Number(b.status === "lost") - Number(a.status === "lost") || (a.key < b.key ? -1 : 1),
  );
  return { lines, offline: workers.length - present.length };
}

/** A process busy for longer than this is marked. */
const LONG_MS = 60_000;

/** Busy processes: the larger of what its events and its heartbeat say. A lost worker's are those it left behind. */
export function busyOf({ running, active, status }: WorkerRow): number {
  return status === "lost" ? running.length : Math.max(running.length, active ?? 0);
}

export function longRunning({ running }: WorkerRow, now: number): number {
  return running.filter(({ startedAt }) => startedAt !== null && now - startedAt > LONG_MS).length;
}
