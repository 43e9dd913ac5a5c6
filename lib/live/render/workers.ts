// `workers` and `worker:<hostname>`.
import type { ClusterState } from "../../cluster/cluster-state.ts";
import { toRow } from "../../cluster/tasks/row.ts";
import type { WorkerRow, WorkerStatus } from "../../workers/worker.ts";
import type { ModelChanges } from "../model.ts";
import type { Picture } from "../picture.ts";
import type { WorkersView, WorkerView } from "../views.ts";

export function renderWorkers(workers: readonly WorkerRow[]): WorkersView {
  const count = (wanted: WorkerStatus) => workers.filter(({ status }) => status === wanted).length;
  return {
    info: { online: count("online"), lost: count("lost"), offline: count("offline") },
    lists: { workers },
  };
}

export function renderWorker(picture: Picture, hostname: string, now: number): WorkerView {
  const { state } = picture;
  const found = picture.worker(hostname, now);
  const registered = found?.inspection?.registered?.value;
  const recent = (state.workers.get(hostname)?.recent ?? []).flatMap((uuid) => {
    const record = state.tasks.get(uuid);
    return record ? [toRow(record, state.tasks)] : [];
  });
  return {
    info: {
      worker: found?.worker ?? null,
      inspection: found?.inspection ?? null,
      names: [...new Set(registered?.map(({ name }) => name) ?? seenNames(recent))].sort(),
    },
    lists: { recent: found ? recent : [] },
  };
}

/** The worker itself, or a task on its list. */
export function isWorkerTouched(
  state: ClusterState,
  hostname: string,
  { tasks, workers }: ModelChanges,
): boolean {
  if (workers.has(hostname)) return true;
  return tasks.size > 0 && (state.workers.get(hostname)?.recent.some((uuid) => tasks.has(uuid)) ?? false);
}

/** What it ran of late, while it has not told what it could run. */
function seenNames(rows: readonly { readonly name: string | null }[]): readonly string[] {
  return rows.flatMap(({ name }) => (name === null ? [] : [name]));
}
