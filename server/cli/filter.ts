// Which tasks: `state:failed name:billing.* worker:celery@web-2 refused`, as in the query box of the pages. Words that
// name a field narrow by it; the rest is searched for as text.
import { UmbelError } from "#lib/api/error.ts";
import { NO_FILTER, type TaskFilter } from "#lib/tasks/filter.ts";
import { TASK_STATES, type TaskState } from "#lib/tasks/task.ts";
import { nearest } from "../config/suggest.ts";

/** Celery's event names are understood beside its states. */
const ALSO: Readonly<Record<string, TaskState>> = {
  FAILED: "FAILURE",
  SUCCEEDED: "SUCCESS",
  RETRIED: "RETRY",
  RUNNING: "STARTED",
  ACTIVE: "STARTED",
};

/** Throws UmbelError `bad_request` for a state that is none. */
export function readFilter(words: readonly string[]): TaskFilter {
  const filter: { -readonly [K in keyof TaskFilter]: TaskFilter[K] } = { ...NO_FILTER };
  const rest: string[] = [];
  for (const word of words.flatMap((part) => part.split(/\s+/))) {
    const at = word.indexOf(":");
    const [field, value] = at < 1 ? ["", ""] : [word.slice(0, at).toLowerCase(), word.slice(at + 1)];
    if (value === "") rest.push(word);
    else if (field === "state") filter.states = value.split(",").map(stateOf);
    else if (field === "name" || field === "worker" || field === "queue") filter[field] = value;
    else rest.push(word);
  }
  const text = rest.join(" ").trim();
  return { ...filter, text: text === "" ? null : text };
}

function stateOf(word: string): TaskState {
  const upper = word.toUpperCase();
  const state = ALSO[upper] ?? TASK_STATES.find((known) => known === upper);
  if (state !== undefined) return state;
  const guess = nearest(upper, TASK_STATES);
  const hint = guess === null ? `states are ${TASK_STATES.join(", ")}` : `did you mean ${guess}?`;
  throw new UmbelError("bad_request", `There is no state ${word}; ${hint}`);
}
