// `task:<uuid>`: one task, how sure its state is, and its family.
import type { ClusterState } from "../../cluster/cluster-state.ts";
import type { TaskRecord } from "../../cluster/task-record.ts";
import { toRow } from "../../cluster/tasks/row.ts";
import { isFinished, stateOf } from "../../tasks/precedence.ts";
import type { Task, TaskRow, TaskState } from "../../tasks/task.ts";
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
  const { rows: family, ...familyFacts } = familyOf(state, task?.rootId ?? uuid, uuid);
  const runsBy = task && !isFinished(task.state) ? namedBy(state, task) : null;
  return {
    info: {
      task,
      ...familyFacts,
      runsBy,
      workerStatus,
      certainty: task ? certaintyOf(task, { worker: workerStatus, doubtful, runsBy }) : null,
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
    const rootId = record?.rootId ?? uuid;
    const family = state.tasks.family(rootId);
    if (state.tasks.beyondFamily(rootId) > 0 || family.some((member) => tasks.hasRow(member.row)))
      return true;
  }
  // Any worker may say that it runs what has not ended.
  if (record && workers.size > 0 && !isFinished(stateOf(record.state))) return true;
  const worker = record ? state.tasks.workers.text(record.workerId) : null;
  return worker !== null && workers.has(worker);
}

/** Who has named it among those that it runs since an event last told of it. */
function namedBy(state: ClusterState, { uuid, lastSeenAt }: Task): TaskView["info"]["runsBy"] {
  let found: TaskView["info"]["runsBy"] = null;
  for (const { hostname, inspection } of state.workers.all()) {
    const { active } = inspection;
    if (active === null || active.at < (found?.at ?? lastSeenAt)) continue;
    if (active.value?.some((request) => request.uuid === uuid)) found = { worker: hostname, at: active.at };
  }
  return found;
}

interface Doubts {
  readonly worker: WorkerStatus | null;
  readonly doubtful: boolean;
  readonly runsBy: TaskView["info"]["runsBy"];
}

/** How sure the state is, and why. */
function certaintyOf(task: Task, { worker, doubtful, runsBy }: Doubts): string {
  const { state } = task;
  if (isFinished(state)) return "from its worker's events";
  if (runsBy !== null && runsBy.worker !== task.worker)
    return `from events; ${runsBy.worker} says it runs it`;
  if (task.cancelledAt !== null) {
    return "from events, in doubt: its worker let go of it, and only tasks with acks_late are delivered again";
  }
  if (task.orphanedAt !== null || worker === "lost" || worker === "offline") {
    const gone = worker === "offline" ? "has gone offline" : "was lost";
    return `from events; its worker ${gone}, and what became of the task is not known`;
  }
  if (doubtful) {
    return "from events, in doubt: its worker no longer reports it, and its end may have come while Umbel was not watching";
  }
  if (state === "PENDING" && task.worker === null) return "sent; not yet received by a worker";
  if (state === "PENDING") return "given back to its queue by its worker";
  if (state === "RETRY") return "from events; waiting for its next attempt";
  const alive = worker === "online" ? "its worker is alive" : "nothing is known about its worker";
  if (task.receivedAt === null) return `from events, some of which were missed; ${alive}`;
  return `from events; ${alive}`;
}

/** In order of first sight. The task itself, its parent and its root are never left out. */
function familyOf(
  state: ClusterState,
  rootId: string,
  uuid: string,
): Pick<TaskView["info"], "familyTotal" | "familyStates"> & { readonly rows: readonly FamilyRow[] } {
  const needed = new Map<number, TaskRecord>();
  for (const id of [uuid, state.tasks.get(uuid)?.parentId, rootId]) {
    const record = id ? state.tasks.get(id) : undefined;
    if (record) needed.set(record.row, record);
  }
  const byAge = (a: TaskRecord, b: TaskRecord) => a.ordinal - b.ordinal;
  const others = state.tasks.family(rootId).filter(({ row }) => !needed.has(row));
  const familyStates: Partial<Record<TaskState, number>> = {};
  for (const record of [...needed.values(), ...others]) {
    const name = stateOf(record.state);
    familyStates[name] = (familyStates[name] ?? 0) + 1;
  }
  const kept = others.sort(byAge).slice(0, MAX_FAMILY - needed.size);
  const rows = [...needed.values(), ...kept].sort(byAge).map((record) => toFamilyRow(record, state));
  const familyTotal = needed.size + others.length + state.tasks.beyondFamily(rootId);
  return { rows, familyTotal, familyStates };
}

function toFamilyRow(record: TaskRecord, state: ClusterState): FamilyRow {
  const row = toRow(record, state.tasks);
  const known = familyRows.get(row);
  if (known) return known;
  const made = { ...row, parentId: record.parentId };
  familyRows.set(row, made);
  return made;
}
