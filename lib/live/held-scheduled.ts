// How many tasks online workers hold until their ETA, by queue: from a worker's own fresh answer, else from its events.
import type { ClusterState } from "../cluster/cluster-state.ts";
import { TEXT } from "../cluster/task-columns.ts";
import type { WorkerRecord } from "../cluster/worker-record.ts";
import { parseIso } from "../tasks/times.ts";
import { isCut } from "../workers/parse-inspect.ts";

const FRESH_MS = 30_000;
/** Tasks looked at; beyond that nobody can say. */
const MAX_STEPS = 10_000;

/** null: nothing tells, or too many are held to count them. */
export function heldScheduled(state: ClusterState, now: number): ReadonlyMap<string, number> | null {
  const held = new Map<string, number>();
  let told = state.sawTaskEvents;
  let left = MAX_STEPS;
  for (const worker of state.workers.all()) {
    if (worker.status !== "online") continue;
    const answer = worker.inspection.scheduled;
    const fresh = answer !== null && now - answer.at <= FRESH_MS && !isCut(answer) ? answer.value : null;
    if (fresh !== null) {
      told = true;
      for (const { request } of fresh) count(held, request.queue);
      continue;
    }
    left -= worker.reserved.size;
    if (left < 0) return null;
    countReserved(held, worker, state, now);
  }
  return told ? held : null;
}

function countReserved(
  held: Map<string, number>,
  worker: WorkerRecord,
  state: ClusterState,
  now: number,
): void {
  for (const row of worker.reserved) {
    if (!state.tasks.columns.hasText(row, TEXT.eta)) continue;
    const record = state.tasks.at(row);
    const eta = parseIso(record.eta);
    if (eta !== null && eta > now && record.orphanedAt === null) count(held, state.queueOf(record));
  }
}

function count(held: Map<string, number>, queue: string | null): void {
  if (queue !== null) held.set(queue, (held.get(queue) ?? 0) + 1);
}
