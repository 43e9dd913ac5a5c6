// The address of a list: the same names as in its topic, so that a URL can be read aloud.
import { createParser, parseAsStringLiteral } from "nuqs";
import { textInUrl } from "#components/ui/text-in-url.ts";
import { NEWEST_FIRST, TASK_SORTS, type TaskFilter, type TaskSort } from "#lib/tasks/filter.ts";
import { TASK_STATES, type TaskState } from "#lib/tasks/task.ts";

const one = parseAsStringLiteral(TASK_STATES);

/** `FAILURE,RETRY`; unknown states are left out, the order is always that of TASK_STATES. */
const states = createParser<readonly TaskState[]>({
  parse(value) {
    const given = value.split(",").map((part) => one.parse(part.toUpperCase()));
    return TASK_STATES.filter((state) => given.includes(state));
  },
  serialize: (value) => TASK_STATES.filter((state) => value.includes(state)).join(","),
  eq: (a, b) => a.join() === b.join(),
});

/** `-runtime`: longest first. */
const sort = createParser<TaskSort>({
  parse(value) {
    const by = TASK_SORTS.find((name) => name === value.replace(/^-/, ""));
    return by === undefined ? null : { by, descending: value.startsWith("-") };
  },
  serialize: (value) => `${value.descending ? "-" : ""}${value.by}`,
  eq: (a, b) => a.by === b.by && a.descending === b.descending,
});

export const listParams = {
  states: states.withDefault([]),
  name: textInUrl,
  worker: textInUrl,
  queue: textInUrl,
  text: textInUrl,
  sort: sort.withDefault(NEWEST_FIRST),
};

/**
 * A topic takes texts of 1 to 512 characters; whatever else an address holds is read as "not given". Names are taken as
 * they are, spaces and control characters too: without them other tasks would be listed. Only NUL is left out, as a document
 * cannot hold it: the page would differ from what the server sent. What was typed is trimmed.
 */
export function toFilter(params: { readonly [K in keyof TaskFilter]: TaskFilter[K] }): TaskFilter {
  const { name, worker, queue, text } = params;
  return {
    states: params.states,
    name: exact(name),
    worker: exact(worker),
    queue: exact(queue),
    text: typed(text),
  };
}

export function isFiltered(filter: TaskFilter): boolean {
  const { states: chosen, name, worker, queue, text } = filter;
  return chosen.length > 0 || [name, worker, queue, text].some((value) => value !== null);
}

/** The next order when a column's head is clicked: its natural one, the opposite, then newest first again. */
export function nextSort(now: TaskSort, by: TaskSort["by"], descendingFirst: boolean): TaskSort {
  if (now.by !== by) return { by, descending: descendingFirst };
  return now.descending === descendingFirst ? { by, descending: !descendingFirst } : NEWEST_FIRST;
}

function exact(name: string | null): string | null {
  const kept = name?.replaceAll("\0", "") ?? "";
  return kept === "" || kept.length > 512 ? null : kept;
}

function typed(value: string | null): string | null {
  const trimmed =
    value
      ?.replaceAll(/\p{Cc}/gu, "")
      .trim()
      .slice(0, 512) ?? "";
  return trimmed === "" ? null : trimmed;
}
