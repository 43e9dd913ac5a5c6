// The query language of tasks, as typed into the query box, the command line and the API's `q`:
// `state:failed name:billing.* worker:celery@web-2 refused`. Words that name a field narrow by it; the rest is searched for
// as text.
import type { TaskFilter } from "./filter.ts";
import { TASK_STATES, type TaskState } from "./task.ts";

export const QUERY_FIELDS = ["state", "name", "worker", "queue"] as const;
export type QueryField = (typeof QUERY_FIELDS)[number];

export interface Query {
  /** The fields that the query sets. */
  readonly fields: Partial<TaskFilter>;
  /** What is left; a word whose state is none stays here. */
  readonly text: string;
  /** What stands behind `state:` and is no state. */
  readonly unknownStates: readonly string[];
}

/** `state:` takes several, with commas, and Celery's event names (`failed`) beside its states. */
export function readQuery(query: string): Query {
  const fields: { -readonly [K in keyof TaskFilter]?: TaskFilter[K] } = {};
  const rest: string[] = [];
  const unknownStates: string[] = [];
  for (const word of query.split(/\s+/)) {
    const [field, value] = splitWord(word);
    if (field === null || value === "") rest.push(word);
    else if (field === "state") {
      const parts = value.split(",").filter((part) => part !== "");
      const states = parts.flatMap((part) => stateOf(part) ?? []);
      unknownStates.push(...parts.filter((part) => stateOf(part) === undefined));
      if (states.length > 0) fields.states = states;
      else rest.push(word);
    } else fields[field] = value;
  }
  return { fields, text: rest.join(" ").trim(), unknownStates };
}

/** `name:billing` is the field `name` with the value `billing`; a word that names none is all value. */
export function splitWord(word: string): readonly [QueryField | null, string] {
  const at = word.indexOf(":");
  const field = QUERY_FIELDS.find((name) => name === word.slice(0, at).toLowerCase());
  return at < 0 || field === undefined ? [null, word] : [field, word.slice(at + 1)];
}

const ALSO: Readonly<Record<string, TaskState>> = {
  FAILED: "FAILURE",
  SUCCEEDED: "SUCCESS",
  RETRIED: "RETRY",
  RUNNING: "STARTED",
  ACTIVE: "STARTED",
};

function stateOf(word: string): TaskState | undefined {
  const upper = word.toUpperCase();
  return ALSO[upper] ?? TASK_STATES.find((state) => state === upper);
}
