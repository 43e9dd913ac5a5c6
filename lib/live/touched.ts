// Whether a topic can look different after these changes: what was not touched is not rendered.
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { ModelChanges } from "./model.ts";
import type { Topic } from "./topics.ts";

export function isTouched(
  state: ClusterState,
  topic: Exclude<Topic, { kind: "tasks" }>,
  changes: ModelChanges,
): boolean {
  switch (topic.kind) {
    case "frame":
      return true;
    // Their figures are of the last seconds: once a second is as often as anybody can read them.
    case "overview":
    case "queues":
    case "queue":
      return changes.ticked;
    case "workers":
      return changes.workers.size > 0;
    case "worker":
      return isWorkerTouched(state, topic.hostname, changes);
    case "task":
      return isTaskTouched(state, topic.uuid, changes);
  }
}

/** The worker itself, or a task on its list. */
function isWorkerTouched(state: ClusterState, hostname: string, { tasks, workers }: ModelChanges): boolean {
  if (workers.has(hostname)) return true;
  return tasks.size > 0 && (state.workers.get(hostname)?.recent.some((uuid) => tasks.has(uuid)) ?? false);
}

/** The task itself, its worker, or a relative. */
function isTaskTouched(state: ClusterState, uuid: string, { tasks, workers }: ModelChanges): boolean {
  if (tasks.has(uuid)) return true;
  const record = state.tasks.get(uuid);
  if (!record && tasks.size > 0) return true;
  if (tasks.size > 0) {
    if ([record?.rootId, record?.parentId].some((relative) => relative && tasks.has(relative))) return true;
    const family = state.tasks.family(record?.rootId ?? uuid);
    if (family.some((member) => tasks.hasRow(member.row))) return true;
  }
  const worker = record ? state.tasks.workers.text(record.workerId) : null;
  return worker !== null && workers.has(worker);
}
