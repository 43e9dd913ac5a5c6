// What to suggest for what is being typed into the query box (query-text.test.ts); lib/tasks/query.ts reads it.
import type { TasksView } from "#lib/live/views.ts";
import { type FieldName, TASK_FIELDS } from "#lib/tasks/filter.ts";
import { QUERY_FIELDS, splitWord } from "#lib/tasks/query.ts";
import { TASK_STATES } from "#lib/tasks/task.ts";
import { COUNTED } from "../facets.ts";

export interface Suggestion {
  /** What choosing it writes: `name:billing.charge`, or `name:` for a field alone. */
  readonly query: string;
  readonly field: FieldName;
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
  const fields = QUERY_FIELDS.filter((name) => TASK_FIELDS[name].word?.startsWith(word.toLowerCase()));
  const heads = fields.map((field) => {
    return { query: `${TASK_FIELDS[field].word}:`, field, value: null, count: null };
  });
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

function valuesOf(field: FieldName, info: TasksView["info"] | null, typed: string): Suggestion[] {
  const wanted = typed.toLowerCase();
  return countsOf(field, info)
    .filter(([value]) => value.toLowerCase().includes(wanted))
    .map(([value, count]) => ({ query: `${TASK_FIELDS[field].word}:${value}`, field, value, count }));
}

function countsOf(
  field: FieldName,
  info: TasksView["info"] | null,
): readonly (readonly [string, number | null])[] {
  if (field === "states")
    return TASK_STATES.toReversed().map((state) => [state.toLowerCase(), info?.byState[state] ?? null]);
  const counts = COUNTED.find((one) => one.field === field)?.counts;
  return info === null ? [] : (counts?.(info) ?? []);
}

function lastWord(query: string): string {
  return /\S*$/.exec(query)?.[0] ?? "";
}
