// `task:<uuid>`: one task, how sure its state is, and its family.
import type { ClusterState } from "../../cluster/cluster-state.ts";
import type { TaskRecord } from "../../cluster/task-record.ts";
import { toRow } from "../../cluster/tasks/row.ts";
import { isFinished } from "../../tasks/precedence.ts";
import type { Task, TaskRow } from "../../tasks/task.ts";
import type { WorkerStatus } from "../../workers/worker.ts";
import type { ModelChanges } from "../model.ts";
import type { TaskView } from "../views.ts";

const MAX_FAMILY = 200;

type FamilyRow = TaskView["lists"]["family"][number];
const familyRows = new WeakMap<TaskRow, FamilyRow>();

export function renderTask(state: ClusterState, uuid: string): TaskView {
  const task = state.task(uuid);
  const doubtful = state.isDoubtful(uuid);
  const worker = task?.worker ? state.workers.get(task.worker) : undefined;
  const workerStatus = worker?.known ? worker.status : null;
  const { rows: family, total: familyTotal } = familyOf(state, task?.rootId ?? uuid, uuid);
  return {
    info: {
      task,
      familyTotal,
      workerStatus,
      certainty: task ? certaintyOf(task, workerStatus, doubtful) : null,
      held: task ? 0 : state.tasks.size,
      evicted: task ? 0 : state.tasks.evicted,
      maxTasks: state.tasks.max,
    },
    lists: { family },
  };
}

/** The task itself, its worker, or a relative. */
export function isTaskTouched(state: ClusterState, uuid: string, { tasks, workers }: ModelChanges): boolean {
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

/** How sure the state is, and why. */
function certaintyOf(task: Task, worker: WorkerStatus | null, doubtful: boolean): string {
  const { state } = task;
  if (isFinished(state)) return "from its worker's events";
  if (task.cancelledAt !== null) {
    return "from events, in doubt: its worker let go of it, and only a task that is acknowledged late comes back";
  }
  if (task.orphanedAt !== null || worker === "lost" || worker === "offline") {
    const gone = worker === "offline" ? "went offline" : "was lost";
    return `from events; its worker ${gone} since, and what became of it is not known`;
  }
  if (doubtful) {
    return "from events, in doubt: its worker does not name it any more, and its end came while Umbel was not watching";
  }
  if (state === "PENDING" && task.worker === null) return "sent; not yet received by a worker";
  if (state === "PENDING") return "given back to its queue by its worker";
  if (state === "RETRY") return "from events; it waits for its next attempt";
  const alive = worker === "online" ? "its worker is alive" : "nothing is known of its worker";
  if (task.receivedAt === null) return `from events, some of which were missed; ${alive}`;
  return `from events; ${alive}`;
}

/** In order of first sight. The task itself, its parent and its root are never left out. */
function familyOf(
  state: ClusterState,
  rootId: string,
  uuid: string,
): {
  rows: readonly FamilyRow[];
  total: number;
} {
  const needed = new Map<number, TaskRecord>();
  for (const id of [uuid, state.tasks.get(uuid)?.parentId, rootId]) {
    const record = id ? state.tasks.get(id) : undefined;
    if (record) needed.set(record.row, record);
  }
  const byAge = (a: TaskRecord, b: TaskRecord) => a.ordinal - b.ordinal;
  const others = state.tasks.family(rootId).filter(({ row }) => !needed.has(row));
  const kept = others.sort(byAge).slice(0, MAX_FAMILY - needed.size);
  const rows = [...needed.values(), ...kept].sort(byAge).map((record) => toFamilyRow(record, state));
  return { rows, total: needed.size + others.length };
}

function toFamilyRow(record: TaskRecord, state: ClusterState): FamilyRow {
  const row = toRow(record, state.tasks);
  const known = familyRows.get(row);
  if (known) return known;
  const made = { ...row, parentId: record.parentId };
  familyRows.set(row, made);
  return made;
}
