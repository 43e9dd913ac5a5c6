// Which tasks, in the query language of the pages (docs/queries.md). What is not understood is marked, and nothing is asked.
import { UmbelError } from "#lib/api/error.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { readFilter } from "#lib/tasks/filter-query.ts";
import type { Fault } from "#lib/tasks/query/expr.ts";

/** Throws UmbelError `bad_request` that shows the query with a mark under each fault. */
export function filterOfWords(words: readonly string[]): TaskFilter {
  const query = words.join(" ");
  const read = readFilter(query);
  if (read.ok) return read.filter;
  throw new UmbelError(
    "bad_request",
    ["this query is not understood:", ...marked(query, read.faults)].join("\n"),
  );
}

/** Characters of a query that are shown around a fault. */
const SHOWN = 72;

function marked(query: string, faults: readonly Fault[]): readonly string[] {
  // One column a character, and nothing that a terminal would obey.
  const plain = query.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "?");
  return faults.flatMap(({ from, to, text }) => {
    const start = Math.max(0, Math.min(from - SHOWN / 2, plain.length - SHOWN));
    const line = plain.slice(start, start + SHOWN);
    const length = Math.max(1, Math.min(to, start + SHOWN) - from);
    return [`  ${line}`, `  ${" ".repeat(from - start)}${"^".repeat(length)} ${text}`];
  });
}
