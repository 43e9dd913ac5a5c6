// Which tasks, in the query language of the pages (lib/tasks/query.ts); a state that is none is an error here.
import { UmbelError } from "#lib/api/error.ts";
import { nearest } from "#lib/format/nearest.ts";
import { NO_FILTER, type TaskFilter } from "#lib/tasks/filter.ts";
import { readQueryText } from "#lib/tasks/query.ts";
import { TASK_STATES } from "#lib/tasks/task.ts";

/** Throws UmbelError `bad_request` for a state that is none. */
export function readFilter(words: readonly string[]): TaskFilter {
  const { fields, text, unknownStates } = readQueryText(words.join(" "));
  const [unknown] = unknownStates;
  if (unknown !== undefined) {
    const guess = nearest(unknown.toUpperCase(), TASK_STATES);
    const hint = guess === null ? `states are ${TASK_STATES.join(", ")}` : `did you mean ${guess}?`;
    throw new UmbelError("bad_request", `There is no state ${unknown}; ${hint}`);
  }
  return { ...NO_FILTER, ...fields, text: text === "" ? null : text };
}
