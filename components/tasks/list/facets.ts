// The facet rail prepared: groups of values with their counts, and what clicking one makes of the filter (facets.test.ts).
import type { TasksView } from "#lib/live/views.ts";
import { FIELD_NAMES, type FieldName, given, TASK_FIELDS, type TaskFilter } from "#lib/tasks/filter.ts";
import { TASK_STATES, type TaskState } from "#lib/tasks/task.ts";
import { heads } from "../../words/shared.ts";

export interface FacetItem<V extends string = string> {
  readonly value: V;
  /** null: not among those that are counted. */
  readonly count: number | null;
  readonly on: boolean;
  readonly change: Partial<TaskFilter>;
}

type CountedField = keyof TasksView["info"]["distinct"];
type Counts = readonly (readonly [string, number])[];

/** The fields whose most frequent values are counted, beside the states. */
export const COUNTED: readonly {
  readonly title: string;
  readonly field: CountedField;
  /** So many are shown at first. */
  readonly first: number;
  readonly counts: (info: TasksView["info"]) => Counts;
}[] = [
  { title: heads.exception, field: "exception", first: 4, counts: ({ byException }) => byException },
  { title: heads.name, field: "name", first: 8, counts: ({ byName }) => byName },
  { title: heads.worker, field: "worker", first: 8, counts: ({ byWorker }) => byWorker },
  { title: heads.queue, field: "queue", first: 8, counts: ({ byQueue }) => byQueue },
];

export interface Facets {
  /** False before the first answer: nothing is known about the counts. */
  readonly counted: boolean;
  readonly states: readonly FacetItem<TaskState>[];
  readonly groups: readonly {
    readonly title: string;
    readonly field: CountedField;
    readonly first: number;
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
  return {
    counted: info !== null,
    states: STATE_ORDER.map((state) => stateItem(state, filter, info)),
    groups: COUNTED.map(({ title, field, first, counts }) => {
      const known = info === null ? [] : counts(info);
      const others = Math.max(0, (info?.distinct[field] ?? 0) - known.length);
      return { title, field, first, items: items(field, known, filter), others };
    }),
  };
}

export interface Chip {
  /** Its word in a query. */
  readonly field: string;
  readonly value: string;
  /** The filter without it. */
  readonly change: Partial<TaskFilter>;
}

/** What restricts the list, but for the text, which stands in the query box itself. */
export function prepareChips(filter: TaskFilter): readonly Chip[] {
  return FIELD_NAMES.flatMap((name) => chipOf(name, filter) ?? []);
}

function chipOf<K extends FieldName>(name: K, filter: TaskFilter): Chip | null {
  const { word, typed, none } = TASK_FIELDS[name];
  if (word === null || given(filter, name) === null) return null;
  return { field: word, value: typed(filter[name]), change: { [name]: none } };
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

function items(field: CountedField, counts: Counts, filter: TaskFilter): FacetItem[] {
  const chosen = filter[field];
  const known = counts.map(([value, count]) => item(field, value, count, value === chosen));
  if (chosen === null || counts.some(([value]) => value === chosen)) return known;
  return [item(field, chosen, null, true), ...known];
}

function item(field: CountedField, value: string, count: number | null, on: boolean): FacetItem {
  return { value, count, on, change: { [field]: on ? null : value } };
}
