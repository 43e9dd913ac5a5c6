// What to suggest for what is being typed into the query box (query-text.test.ts); lib/tasks/query.ts reads it.
import type { TasksView } from "#lib/live/views.ts";
import { QUERY_FIELDS, type QueryField, splitWord } from "#lib/tasks/query.ts";
import { TASK_STATES } from "#lib/tasks/task.ts";

export interface Suggestion {
  /** What choosing it writes: `name:billing.charge`, or `name:` for a field alone. */
  readonly query: string;
  readonly field: QueryField;
  readonly value: string | null;
  /** How many tasks it would leave, where known. */
  readonly count: number | null;
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
  const fields = QUERY_FIELDS.filter((name) => name.startsWith(word.toLowerCase()));
  const heads = fields.map((name) => ({ query: `${name}:`, field: name, value: null, count: null }));
  if (word === "") return heads;
  return [...heads, ...QUERY_FIELDS.flatMap((name) => valuesOf(name, info, word).slice(0, 4))].slice(
    0,
    limit,
  );
}

/** The query with its last word replaced by what was chosen. */
export function withLastWord(query: string, chosen: string): string {
  return query.slice(0, query.length - lastWord(query).length) + chosen;
}

function valuesOf(field: QueryField, info: TasksView["info"] | null, typed: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  return countsOf(field, info)
    .filter(([value]) => value.toLowerCase().includes(wanted))
    .map(([value, count]) => ({ query: `${field}:${value}`, field, value, count }));
}

function countsOf(
  field: QueryField,
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

function lastWord(query: string): string {
  return /\S*$/.exec(query)?.[0] ?? "";
}
