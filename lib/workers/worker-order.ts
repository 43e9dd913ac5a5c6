// The order in which workers are listed.
import { byName } from "../format/natural.ts";
import type { WorkerRow } from "./worker.ts";

const RANK = { lost: 0, online: 2, offline: 3 } as const;
const TROUBLED = 1;

/** Lost first, then those online that something is wrong with, then the others, then those that said goodbye; by name. */
export function byConcern(a: WorkerRow, b: WorkerRow): number {
  return concernOf(a) - concernOf(b) || byName(a.key, b.key);
}

export function concernOf({ status, taskEvents, twins }: WorkerRow): number {
  const troubled = status === "online" && (taskEvents === false || twins !== undefined);
  return troubled ? TROUBLED : RANK[status];
}
