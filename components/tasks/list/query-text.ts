// What is typed into the query box: `state:failed name:billing.* worker:celery@web-2 refused`, and what to suggest for it.
// Words that name a field narrow the list by it; the rest is searched for as text (query-text.test.ts).
import type { TasksView } from "#lib/live/views.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { TASK_STATES, type TaskState } from "#lib/tasks/task.ts";

const FIELDS = ["state", "name", "worker", "queue"] as const;
type Field = (typeof FIELDS)[number];

export interface Suggestion {
  /** What choosing it writes: `name:billing.charge`, or `name:` for a field alone. */
  readonly query: string;
  readonly field: Field;
  readonly value: string | null;
  /** How many tasks it would leave, where known. */
  readonly count: number | null;
}

/** The fields a query sets and the text that is left. `state:` takes words like `failed` too. */
export function readQuery(query: string): { readonly fields: Partial<TaskFilter>; readonly text: string } {
  const fields: { -readonly [K in keyof TaskFilter]?: TaskFilter[K] } = {};
  const rest: string[] = [];
  for (const word of query.split(/\s+/)) {
    const [field, value] = splitWord(word);
    if (field === null || value === "") rest.push(word);
    else if (field === "state") {
      const states = value.split(",").flatMap((part) => stateOf(part) ?? []);
      if (states.length > 0) fields.states = states;
      else rest.push(word);
    } else fields[field] = value;
  }
  return { fields, text: rest.join(" ").trim() };
}

/** True while the last word still names a field: not yet to be searched for as text. */
export function isUnfinished(query: string): boolean {
  return splitWord(lastWord(query))[0] !== null;
}

/** For the word being typed: fields, then values that exist right now, most frequent first. At most `limit`. */
export function suggest(query: string, info: TasksView["info"] | null, limit = 9): readonly Suggestion[] {
  const word = lastWord(query);
  const [field, value] = splitWord(word);
  if (field !== null) return valuesOf(field, info, value).slice(0, limit);
  const fields = FIELDS.filter((name) => name.startsWith(word.toLowerCase()));
  const heads = fields.map((name) => ({ query: `${name}:`, field: name, value: null, count: null }));
  if (word === "") return heads;
  return [...heads, ...FIELDS.flatMap((name) => valuesOf(name, info, word).slice(0, 4))].slice(0, limit);
}

/** The query with its last word replaced by what was chosen. */
export function withLastWord(query: string, chosen: string): string {
  return query.slice(0, query.length - lastWord(query).length) + chosen;
}

function valuesOf(field: Field, info: TasksView["info"] | null, typed: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  return countsOf(field, info)
    .filter(([value]) => value.toLowerCase().includes(wanted))
    .map(([value, count]) => ({ query: `${field}:${value}`, field, value, count }));
}

function countsOf(
  field: Field,
  info: TasksView["info"] | null,
): readonly (readonly [string, number | null])[] {
  switch (field) {
    case "state":
      return TASK_STATES.toReversed().map((state) => [state.toLowerCase(), info?.byState[state] ?? null]);
    case "name":
      return info?.byName ?? [];
    case "worker":
      return info?.byWorker ?? [];
    case "queue":
      return info?.byQueue ?? [];
  }
}

/** Celery's event names are understood beside its states. */
const ALSO: Readonly<Record<string, TaskState>> = {
  FAILED: "FAILURE",
  SUCCEEDED: "SUCCESS",
  RETRIED: "RETRY",
  RUNNING: "STARTED",
  ACTIVE: "STARTED",
};

function stateOf(word: string): TaskState | undefined {
  const upper = word.toUpperCase();
  return ALSO[upper] ?? TASK_STATES.find((state) => state === upper);
}

function splitWord(word: string): [Field | null, string] {
  const at = word.indexOf(":");
  const field = FIELDS.find((name) => name === word.slice(0, at).toLowerCase());
  return at < 0 || field === undefined ? [null, word] : [field, word.slice(at + 1)];
}

function lastWord(query: string): string {
  return /\S*$/.exec(query)?.[0] ?? "";
}
