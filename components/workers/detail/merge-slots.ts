// "What is each process doing, since when": events say what runs and since when, `inspect active` says in which
// process, `inspect stats` which processes there are. Events are newer than inspect and win where both speak.
import type { TaskRow } from "#lib/tasks/task.ts";
import type { RequestInfo, WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";

export interface SlotTask {
  readonly uuid: string;
  readonly name: string | null;
  readonly startedAt: number | null;
  /** Seen only by inspect, at that time; null when events tell of it. */
  readonly inspectedAt: number | null;
}
export interface Slot {
  readonly key: string;
  readonly pid: number | null;
  /** null: idle, as far as anyone told. */
  readonly task: SlotTask | null;
}
export interface Slots {
  /** Busy ones first, longest running on top; then the idle processes whose number is known. */
  readonly busy: readonly Slot[];
  readonly idlePids: readonly number[];
  /** Slots of the pool; null until the worker told. */
  readonly total: number | null;
}

/** `recent`: tasks of the worker whose end events have told; what inspect saw of those is out of date. */
export function mergeSlots(
  worker: WorkerRow,
  inspection: WorkerInspection | null,
  recent: readonly Pick<TaskRow, "key" | "finishedAt">[],
): Slots {
  const active = inspection?.active ?? null;
  const seen = new Map((active?.value ?? []).map((request) => [request.uuid, request]));
  const finished = new Set(recent.filter((row) => row.finishedAt !== null).map((row) => row.key));
  const told = worker.running.map((task) => {
    const request = seen.get(task.uuid);
    seen.delete(task.uuid);
    return slot(request?.pid ?? null, {
      uuid: task.uuid,
      name: task.name ?? request?.name ?? null,
      startedAt: task.startedAt ?? request?.startedAt ?? null,
      inspectedAt: null,
    });
  });
  const onlyInspected = [...seen.values()]
    .filter((request) => !finished.has(request.uuid))
    .map(({ pid, uuid, name, startedAt }) =>
      slot(pid, { uuid, name, startedAt, inspectedAt: active?.at ?? null }),
    );
  const busy = [...told, ...onlyInspected].sort(longestFirst);
  const taken = new Set(busy.map(({ pid }) => pid));
  const processes = inspection?.stats?.value?.processes ?? [];
  return { busy, idlePids: processes.filter((pid) => !taken.has(pid)), total: worker.slots };
}

/** Those tasks with all that is known of each: as `inspect` told it, or else as events did. */
export function busyRequests(
  { busy }: Slots,
  inspection: WorkerInspection | null,
  recent: readonly Pick<TaskRow, "key" | "args" | "kwargs" | "queue">[],
): readonly RequestInfo[] {
  const seen = new Map((inspection?.active?.value ?? []).map((request) => [request.uuid, request]));
  return busy.flatMap(({ pid, task }): RequestInfo[] => {
    if (task === null) return [];
    const told = recent.find(({ key }) => key === task.uuid);
    const { uuid, name, startedAt } = task;
    const args = { args: told?.args ?? "", kwargs: told?.kwargs ?? "", queue: told?.queue ?? null };
    return [seen.get(uuid) ?? { uuid, name: name ?? "", startedAt, pid, acknowledged: null, ...args }];
  });
}

/** How many processes are surely idle: those without a task, less the tasks whose process is not known. */
export function idleCount(slots: Slots): number | null {
  return slots.total === null ? null : Math.max(0, slots.total - slots.busy.length);
}

function slot(pid: number | null, task: SlotTask): Slot {
  return { key: task.uuid, pid, task };
}

function longestFirst(a: Slot, b: Slot): number {
  const [startA, startB] = [a.task?.startedAt ?? null, b.task?.startedAt ?? null];
  if (startA === startB) return a.key < b.key ? -1 : 1;
  if (startA === null) return 1;
  return startB === null ? -1 : startA - startB;
}
