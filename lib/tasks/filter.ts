// Which tasks a list shows, in which order. All that reads or spells a filter (queries, topics, addresses, the API, the command
// line) goes through this table: a new field is a line of TaskFilter, a row here, and its matcher in cluster/tasks/match.ts.
import { errorType } from "./error-text.ts";
import { type Kind, PATTERN, PIECE, STATES } from "./field-kinds.ts";
import type { TaskRow, TaskState } from "./task.ts";

export interface TaskFilter {
  /** Empty means every state. */
  readonly states: readonly TaskState[];
  /** Exact name, or a pattern with `*`. */
  readonly name: string | null;
  readonly worker: string | null;
  readonly queue: string | null;
  /** Type of its exception, without the module: exact, or a pattern with `*`. */
  readonly exception: string | null;
  /** Case-insensitive substring of uuid, name, args, kwargs, result, exception, worker. */
  readonly text: string | null;
}

/** Also its parameter in topics, addresses and the API. */
export type FieldName = keyof TaskFilter;
/** A value that restricts, so not null. */
export type Given<K extends FieldName> = NonNullable<TaskFilter[K]>;

interface TaskField<V> extends Kind<V> {
  /** What stands before its colon in a query; null: it is what the words without a field mean. */
  readonly word: string | null;
  /** What to type behind the colon, for people. */
  readonly hint: string;
  /** What a line of the list has of it. */
  readonly of: (task: TaskRow) => readonly (string | null)[];
}

/** In the order in which they are spelt. */
export const TASK_FIELDS: { readonly [K in FieldName]: TaskField<TaskFilter[K]> } = {
  states: { ...STATES, word: "state", hint: "failed, retry, started …", of: ({ state }) => [state] },
  name: { ...PATTERN, word: "name", hint: "exact, or with *", of: ({ name }) => [name] },
  worker: { ...PATTERN, word: "worker", hint: "celery@host", of: ({ worker }) => [worker] },
  queue: { ...PATTERN, word: "queue", hint: "its name", of: ({ queue }) => [queue] },
  exception: {
    ...PATTERN,
    word: "exception",
    hint: "TimeoutError, or with *",
    of: ({ exception }) => [errorType(exception)],
  },
  text: {
    ...PIECE,
    word: null,
    hint: "any text",
    of: ({ key, name, worker, args, kwargs, exception }) => [key, name, worker, args, kwargs, exception],
  },
};

export const FIELD_NAMES = Object.keys(TASK_FIELDS) as readonly FieldName[]; // those of the line above

/** An object with what `make` makes of each field. */
export function eachField<R extends { readonly [K in FieldName]: unknown }>(
  make: <K extends FieldName>(name: K) => R[K],
): { readonly [K in FieldName]: R[K] } {
  // fromEntries forgets which name has which value.
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, make(name)])) as { [K in FieldName]: R[K] };
}

export const NO_FILTER: TaskFilter = eachField<TaskFilter>((name) => TASK_FIELDS[name].none);

/** A field's value where it restricts; null where it does not. */
export function given<K extends FieldName>(filter: Partial<TaskFilter>, name: K): Given<K> | null {
  const value = filter[name];
  if (value === undefined || value === null) return null;
  return TASK_FIELDS[name].members(value).length === 0 ? null : value;
}

export function isFiltered(filter: TaskFilter): boolean {
  return FIELD_NAMES.some((name) => given(filter, name) !== null);
}

/** Whether the filter takes it, said plainly: for the few tasks that no store holds. */
export function takesRow(filter: TaskFilter, row: TaskRow): boolean {
  const takes = <K extends FieldName>(name: K): boolean => {
    const { matches, of } = TASK_FIELDS[name];
    return given(filter, name) === null || matches(filter[name], of(row));
  };
  return FIELD_NAMES.every(takes);
}

export const TASK_SORTS = [
  "seen",
  "name",
  "state",
  "worker",
  "received",
  "started",
  "runtime",
  "wait",
] as const;
export type TaskSortBy = (typeof TASK_SORTS)[number];
export interface TaskSort {
  /** `seen` is order of first sight, the default and the cheapest. */
  readonly by: TaskSortBy;
  readonly descending: boolean;
}

export const NEWEST_FIRST: TaskSort = { by: "seen", descending: true };

/** `-runtime`: longest first. */
export function printSort({ by, descending }: TaskSort): string {
  return `${descending ? "-" : ""}${by}`;
}

/** undefined: there is no such order. */
export function parseSort(text: string | null): TaskSort | undefined {
  const by = TASK_SORTS.find((name) => name === text?.replace(/^-/, ""));
  return by && { by, descending: text?.startsWith("-") === true };
}
