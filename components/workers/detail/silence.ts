// Why a worker may not have answered, in words. Silence is not being offline.
import type { WorkerRow } from "#lib/workers/worker.ts";
import { silence as words } from "../../words/workers-detail.ts";

export function silenceText(worker: Pick<WorkerRow, "key" | "status" | "pool" | "running">): string {
  if (worker.status === "offline") return words.offline(worker.key);
  if (worker.status === "lost") return words.lost(worker.key);
  if (worker.pool === "solo") {
    return worker.running.length > 0 ? words.soloBusy(worker.key) : words.solo(worker.key);
  }
  return words.silent(worker.key);
}
