// A filter as parameters: those of its topic, of a page's address and of the API have the fields' names.
import { encodeValue, escapeValue } from "../address.ts";
import {
  FIELD_NAMES,
  type FieldName,
  NEWEST_FIRST,
  printSort,
  TASK_FIELDS,
  type TaskFilter,
  type TaskSort,
} from "./filter.ts";

/** What restricts, each field with its members. */
export function membersOf(filter: Partial<TaskFilter>): (readonly [FieldName, readonly string[]])[] {
  const of = <K extends FieldName>(name: K) => {
    const { members, none } = TASK_FIELDS[name];
    return [name, members(filter[name] ?? none)] as const;
  };
  return FIELD_NAMES.map((name) => of(name)).filter(([, members]) => members.length > 0);
}

/** The query of a page's address; empty for the newest of all tasks. */
export function printAddress(filter: Partial<TaskFilter>, sort: TaskSort): string {
  const parts = membersOf(filter).map(([name, members]) => `${name}=${members.map(encodeValue).join(",")}`);
  if (printSort(sort) !== printSort(NEWEST_FIRST)) parts.push(`sort=${printSort(sort)}`);
  return parts.join("&");
}

/** For the API, to be percent-encoded or sent as JSON. */
export function filterParams(filter: TaskFilter): Readonly<Record<string, string>> {
  return Object.fromEntries(
    membersOf(filter).map(([name, members]) => [name, escapeValue(members.join(","))]),
  );
}
