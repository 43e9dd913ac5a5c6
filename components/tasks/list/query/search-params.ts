// The address of a list: the same names as in its topic, so that a URL can be read aloud.
import { createParser, type SingleParserBuilder } from "nuqs";
import { decodeName, escapeValue } from "#lib/address.ts";
import {
  eachField,
  type FieldName,
  type Given,
  given,
  NEWEST_FIRST,
  parseSort,
  printSort,
  TASK_FIELDS,
  type TaskFilter,
  type TaskSort,
} from "#lib/tasks/filter.ts";

type FieldParsers = { readonly [K in FieldName]: SingleParserBuilder<Given<K>> };
type FieldParams = { readonly [K in FieldName]: Given<K> | null };

function parserOf<K extends FieldName>(name: K): SingleParserBuilder<Given<K>> {
  const { clean, readTyped, members } = TASK_FIELDS[name];
  const serialize = (value: Given<K>) => escapeValue(members(clean(value)).join(","));
  return createParser<Given<K>>({
    parse: (text) => given({ [name]: clean(readTyped(decodeName(text)).value) }, name),
    serialize,
    eq: (a, b) => serialize(a) === serialize(b),
  });
}

export const listParams = {
  // TypeScript does not see that the two types are one.
  ...eachField<FieldParsers>(<K extends FieldName>(name: K) => parserOf(name) as FieldParsers[K]),
  sort: createParser<TaskSort>({
    parse: (text) => parseSort(text) ?? null,
    serialize: printSort,
    eq: (a, b) => printSort(a) === printSort(b),
  }).withDefault(NEWEST_FIRST),
};

/** A filter that a topic takes out of whatever an address holds, or somebody typed; null: not given. */
export function toFilter(params: { readonly [K in FieldName]: TaskFilter[K] | null }): TaskFilter {
  return eachField<TaskFilter>((name) => {
    const { clean, none } = TASK_FIELDS[name];
    return clean(params[name] ?? none);
  });
}

/** null takes a parameter out of the address. */
export function toParams(filter: TaskFilter): FieldParams {
  return eachField<FieldParams>((name) => given(filter, name));
}

/** The next order when a column's head is clicked: its natural one, the opposite, then newest first again. */
export function nextSort(now: TaskSort, by: TaskSort["by"], descendingFirst: boolean): TaskSort {
  if (now.by !== by) return { by, descending: descendingFirst };
  return now.descending === descendingFirst ? { by, descending: !descendingFirst } : NEWEST_FIRST;
}
