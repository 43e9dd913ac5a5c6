// Whether a filter takes a line of the list that no store holds.
import type { TaskFilter } from "./filter.ts";
import { queryOf } from "./filter-query.ts";
import { rowTest } from "./query/row-test.ts";
import type { TaskRow } from "./task.ts";

/** `now` is what ages are counted from. */
export function takesRow(filter: TaskFilter, now: number): (row: TaskRow) => boolean {
  const query = queryOf(filter);
  return query === null ? () => true : rowTest(query, now);
}
