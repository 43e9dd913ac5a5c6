// The query parameters of `GET /api/v1/tasks`: spelt as in the `tasks` topic and in the pages' URLs.
import { z } from "zod";
import { decodeName } from "../address.ts";
import { NEWEST_FIRST, TASK_SORTS, type TaskFilter, type TaskSort } from "../tasks/filter.ts";
import { readQuery } from "../tasks/query.ts";
import { TASK_STATES } from "../tasks/task.ts";

const MAX_LIMIT = 1000;
const text = z.string().overwrite(decodeName).min(1).max(512);
const SORT_WORDS = TASK_SORTS.join(", ");
const STATE_WORDS = TASK_STATES.join(", ");

const filterShape = {
  q: text
    .refine((query) => readQuery(query).unknownStates.length === 0, {
      error: `state: takes states separated by commas, of ${STATE_WORDS}`,
    })
    .optional()
    .meta({
      description:
        "A query as in the pages' query box: words that begin with `state:`, `name:`, `worker:` or `queue:` narrow by it, the rest is searched for as text. A parameter of its own outweighs it.",
      example: "state:failed name:billing.* refused",
    }),
  states: z
    .string()
    .regex(new RegExp(`^(${TASK_STATES.join("|")})(,(${TASK_STATES.join("|")}))*$`), {
      error: `states separated by commas, of ${STATE_WORDS}`,
    })
    .optional()
    .meta({ description: "Only these states, separated by commas.", example: "FAILURE,RETRY" }),
  name: text.optional().meta({ description: "Exact task name, or a pattern with `*`." }),
  worker: text.optional(),
  queue: text.optional(),
  text: text.optional().meta({
    description: "Case-insensitive substring of uuid, name, args, kwargs, result, exception or worker.",
  }),
};

/** Which tasks a live stream tells of. */
export const taskFilterSchema = z.strictObject(filterShape);

export const taskQuerySchema = z.strictObject({
  ...filterShape,
  sort: z
    .string()
    .regex(new RegExp(`^-?(${TASK_SORTS.join("|")})$`), {
      error: `one of ${SORT_WORDS}; with a minus in front for descending`,
    })
    .optional()
    .meta({ description: `One of ${SORT_WORDS}; descending with a minus. Newest first by default.` }),
  offset: wholeNumber(0, 1e9).optional(),
  cursor: wholeNumber(0, 1e15).optional().meta({
    description: "`next` of the page before: goes on there whatever came meanwhile. Newest first only.",
  }),
  limit: wholeNumber(1, MAX_LIMIT)
    .optional()
    .meta({ description: `At most ${MAX_LIMIT}; 100 by default.` }),
});

export interface TaskPageRequest {
  readonly filter: TaskFilter;
  readonly sort: TaskSort;
  readonly offset: number;
  readonly limit: number;
  /** Tasks with a greater ordinal are left out; null: none. */
  readonly until: number | null;
}

export function readTaskQuery(query: z.output<typeof taskQuerySchema>): TaskPageRequest {
  const { sort, offset, limit, cursor } = query;
  const by = TASK_SORTS.find((known) => known === sort?.replace(/^-/, ""));
  return {
    filter: readTaskFilter(query),
    sort: by === undefined ? NEWEST_FIRST : { by, descending: sort?.startsWith("-") === true },
    offset: Number(offset ?? 0),
    limit: Number(limit ?? 100),
    until: cursor === undefined ? null : Number(cursor) - 1,
  };
}

export function readTaskFilter(query: z.output<typeof taskFilterSchema>): TaskFilter {
  const { states, name, worker, queue, text: substring } = query;
  const typed = readQuery(query.q ?? "");
  const chosen: readonly string[] = states?.split(",") ?? typed.fields.states ?? [];
  return {
    states: TASK_STATES.filter((state) => chosen.includes(state)),
    name: name ?? typed.fields.name ?? null,
    worker: worker ?? typed.fields.worker ?? null,
    queue: queue ?? typed.fields.queue ?? null,
    text: substring ?? (typed.text === "" ? null : typed.text),
  };
}

function wholeNumber(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, { error })
    .refine((digits) => Number(digits) >= min && Number(digits) <= max, { error });
}
