// The query language of tasks, as typed into the query box, the command line and the API's `q`:
// `state:failed name:billing.* worker:celery@web-2 refused`. Words that name a field (filter.ts) narrow by it; the rest is
// searched for as text.
import { FIELD_NAMES, type FieldName, TASK_FIELDS, type TaskFilter } from "./filter.ts";

export interface Query {
  /** The fields that the query sets. */
  readonly fields: Partial<TaskFilter>;
  /** What is left; a word whose state is none stays here. */
  readonly text: string;
  /** What stands behind `state:` and is no state. */
  readonly unknownStates: readonly string[];
}

/** The fields that a query can name. */
export const QUERY_FIELDS: readonly FieldName[] = FIELD_NAMES.filter(
  (name) => TASK_FIELDS[name].word !== null,
);

export function readQueryText(query: string): Query {
  const fields: { -readonly [K in FieldName]?: TaskFilter[K] } = {};
  const rest: string[] = [];
  const unknownStates: string[] = [];
  const set = <K extends FieldName>(name: K, typed: string): boolean => {
    const { readTyped, members } = TASK_FIELDS[name];
    const { value, unknown } = readTyped(typed);
    unknownStates.push(...unknown);
    if (members(value).length === 0) return false;
    fields[name] = value;
    return true;
  };
  for (const word of query.split(/\s+/)) {
    const [name, typed] = splitWord(word);
    if (name === null || typed === "" || !set(name, typed)) rest.push(word);
  }
  return { fields, text: rest.join(" ").trim(), unknownStates };
}

/** `name:billing` is the field `name` with the value `billing`; a word that names none is all value. */
export function splitWord(word: string): readonly [FieldName | null, string] {
  const at = word.indexOf(":");
  const before = word.slice(0, at).toLowerCase();
  const field = QUERY_FIELDS.find((name) => TASK_FIELDS[name].word === before);
  return at < 0 || field === undefined ? [null, word] : [field, word.slice(at + 1)];
}
