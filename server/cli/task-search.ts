// A question about tasks as the API's query string.
import { escapeValue } from "#lib/address.ts";
import type { TaskQuestion } from "./target.ts";

export function taskSearch({ filter, sort, limit }: TaskQuestion): URLSearchParams {
  const search = new URLSearchParams({
    sort: `${sort.descending ? "-" : ""}${sort.by}`,
    limit: String(limit),
  });
  if (filter.states.length > 0) search.set("states", filter.states.join(","));
  for (const field of ["name", "worker", "queue", "text"] as const) {
    const value = filter[field];
    if (value !== null) search.set(field, escapeValue(value));
  }
  return search;
}
