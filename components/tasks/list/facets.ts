// The facet rail prepared: groups of values with their counts, and what clicking one makes of the filter (facets.test.ts).
import type { TasksView } from "#lib/live/views.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { TASK_STATES, type TaskState } from "#lib/tasks/task.ts";

export interface FacetItem<V extends string = string> {
  readonly value: V;
  /** null: not among those that are counted. */
  readonly count: number | null;
  readonly on: boolean;
  readonly change: Partial<TaskFilter>;
}

export interface Facets {
  /** False before the first answer: nothing is known about the counts. */
  readonly counted: boolean;
  readonly states: readonly FacetItem<TaskState>[];
  readonly groups: readonly {
    readonly title: string;
    readonly field: "name" | "worker" | "queue";
    readonly items: readonly FacetItem[];
    /** Values beyond those that are counted one by one. */
    readonly others: number;
  }[];
}

/** Loudest first, as one looks for them. */
const STATE_ORDER: readonly TaskState[] = [
  "FAILURE",
  "RETRY",
  "STARTED",
  "RECEIVED",
  "PENDING",
  "SUCCESS",
  "REVOKED",
  "REJECTED",
];

export function prepareFacets(filter: TaskFilter, info: TasksView["info"] | null): Facets {
  const groups = [
    { title: "Name", field: "name" as const, counts: info?.byName ?? [] },
    { title: "Worker", field: "worker" as const, counts: info?.byWorker ?? [] },
    { title: "Queue", field: "queue" as const, counts: info?.byQueue ?? [] },
  ];
  return {
    counted: info !== null,
    states: STATE_ORDER.map((state) => stateItem(state, filter, info)),
    groups: groups.map(({ title, field, counts }) => ({
      title,
      field,
      items: items(field, counts, filter),
      others: Math.max(0, (info?.distinct[field] ?? 0) - counts.length),
    })),
  };
}

export interface Chip {
  readonly field: "state" | "name" | "worker" | "queue";
  readonly value: string;
  /** The filter without it. */
  readonly change: Partial<TaskFilter>;
}

/** What restricts the list, but for the text, which stands in the query box itself. */
export function prepareChips(filter: TaskFilter): readonly Chip[] {
  const chips: Chip[] = [];
  if (filter.states.length > 0) {
    chips.push({ field: "state", value: filter.states.join(",").toLowerCase(), change: { states: [] } });
  }
  for (const field of ["name", "worker", "queue"] as const) {
    const value = filter[field];
    if (value !== null) chips.push({ field, value, change: { [field]: null } });
  }
  return chips;
}

function stateItem(
  state: TaskState,
  filter: TaskFilter,
  info: TasksView["info"] | null,
): FacetItem<TaskState> {
  const on = filter.states.includes(state);
  const states = TASK_STATES.filter((one) => (one === state ? !on : filter.states.includes(one)));
  return { value: state, count: info?.byState[state] ?? null, on, change: { states } };
}

function items(
  field: "name" | "worker" | "queue",
  counts: readonly (readonly [string, number])[],
  filter: TaskFilter,
): FacetItem[] {
  const chosen = filter[field];
  const known = counts.map(([value, count]) => item(field, value, count, value === chosen));
  if (chosen === null || counts.some(([value]) => value === chosen)) return known;
  return [item(field, chosen, null, true), ...known];
}

function item(
  field: "name" | "worker" | "queue",
  value: string,
  count: number | null,
  on: boolean,
): FacetItem {
  return { value, count, on, change: { [field]: on ? null : value } };
}
