// Why a worker may not have answered, in words. Silence is not being offline.
import type { WorkerRow } from "#lib/workers/worker.ts";

export function silenceText(worker: Pick<WorkerRow, "key" | "status" | "pool" | "running">): string {
  if (worker.status === "offline") return `${worker.key} went offline before it answered.`;
  if (worker.status === "lost") return `${worker.key} was lost before it answered.`;
  if (worker.pool === "solo") {
    return worker.running.length > 0
      ? `${worker.key} has a solo pool, which cannot answer while it runs a task. It answers when the task is done.`
      : `${worker.key} has a solo pool, which cannot answer while it runs a task. Umbel asks again soon.`;
  }
  return `${worker.key} has not answered yet. Umbel asks again soon. A worker with a busy solo pool, or with worker_enable_remote_control off, does not answer even though it is online.`;
}
