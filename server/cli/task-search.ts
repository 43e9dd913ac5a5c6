// A question about tasks as the API's query string.
import { printSort } from "#lib/tasks/filter.ts";
import { filterParams } from "#lib/tasks/filter-params.ts";
import type { TaskQuestion } from "./target.ts";

export function taskSearch({ filter, sort, limit }: TaskQuestion): URLSearchParams {
  return new URLSearchParams({ sort: printSort(sort), limit: String(limit), ...filterParams(filter) });
}
