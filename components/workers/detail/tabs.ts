// The views of the worker's page, as the address has them; those of tasks share one tab, which filters them.
import { formatCompact } from "#lib/format/number.ts";
import type { Inspected, WorkerInspection } from "#lib/workers/inspect.ts";
import { pages } from "../../words/shared.ts";
import { ofWorker, tabs as words } from "../../words/workers-detail.ts";

/** What its events told, then what it answers itself: what it runs, holds, keeps for later and refuses. */
const TASK_VIEWS = ["recent", "active", "reserved", "scheduled", "revoked"] as const;
const SETUP_VIEWS = ["queues", "limits", "pool", "system", "conf", "diagnostics"] as const;
export const WORKER_VIEWS = [...TASK_VIEWS, ...SETUP_VIEWS] as const;
export type TaskView = (typeof TASK_VIEWS)[number];
export type WorkerView = (typeof WORKER_VIEWS)[number];
type WorkerTab = "tasks" | (typeof SETUP_VIEWS)[number];

const LABELS: Record<WorkerTab | TaskView, string> = {
  tasks: pages.tasks,
  recent: words.recent,
  active: words.active,
  reserved: ofWorker.reserved,
  scheduled: words.scheduled,
  revoked: words.revoked,
  queues: pages.queues,
  limits: ofWorker.limits,
  pool: ofWorker.pool,
  system: words.system,
  conf: words.configuration,
  diagnostics: words.diagnostics,
};

export interface Entry<T extends string> {
  readonly value: T;
  readonly label: string;
  /** null: not yet known; absent: nothing to count. */
  readonly count?: string | null;
}

export function isTaskView(view: WorkerView): view is TaskView {
  return TASK_VIEWS.some((name) => name === view);
}

export function tabOf(view: WorkerView): WorkerTab {
  return isTaskView(view) ? "tasks" : view;
}

/** What a tab shows when it is opened. */
export function viewOf(tab: WorkerTab): WorkerView {
  return tab === "tasks" ? "recent" : tab;
}

export function tabEntries(inspection: WorkerInspection | null): Entry<WorkerTab>[] {
  return (["tasks", ...SETUP_VIEWS] as const).map((value) => ({
    value,
    label: LABELS[value],
    ...(value === "queues" && { count: countOf(inspection?.activeQueues) }),
  }));
}

/** The choices within the tab of tasks. `busy`: as many as its processes run, by its events too. */
export function taskEntries(inspection: WorkerInspection | null, busy: number): Entry<TaskView>[] {
  return TASK_VIEWS.map((value) => ({
    value,
    label: LABELS[value],
    ...(value !== "recent" && {
      count: value === "active" ? activeCount(inspection, busy) : countOf(inspection?.[value]),
    }),
  }));
}

function activeCount(inspection: WorkerInspection | null, busy: number): string | null {
  const { value, total } = inspection?.active ?? { value: null, total: null };
  // Of a list that was cut, more run than are named.
  const cut = Math.max(0, (total ?? 0) - (value?.length ?? 0));
  return value === null && busy === 0 ? null : formatCompact(busy + cut);
}

function countOf(part: Inspected<readonly unknown[]> | null | undefined): string | null {
  return part?.value ? formatCompact(part.total ?? part.value.length) : null;
}
