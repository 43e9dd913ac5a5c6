// Which workers the overview lists: those that need a look first; offline ones are only counted. Pure.
import type { WorkerRow } from "#lib/workers/worker.ts";
import { byConcern } from "#lib/workers/worker-order.ts";

export interface WorkerLines {
  readonly lines: readonly WorkerRow[];
  /** Said goodbye, left out. */
  readonly offline: number;
}

export function workerLines(workers: readonly WorkerRow[]): WorkerLines {
  const present = workers.filter(({ status }) => status !== "offline");
  const lines = [...present].sort(byConcern);
  return { lines, offline: workers.length - present.length };
}

/** A process busy for longer than this is marked. */
const LONG_MS = 60_000;

export function longRunning({ running }: WorkerRow, now: number): number {
  return running.filter(({ startedAt }) => startedAt !== null && now - startedAt > LONG_MS).length;
}
