// The query parameters of `GET /api/v1/tasks`: spelt as in the `tasks` topic and in the pages' URLs.
import { z } from "zod";
import { decodeName } from "../address.ts";
import { MAX_VALUE, STATES } from "../tasks/field-kinds.ts";
import {
  eachField,
  type FieldName,
  NEWEST_FIRST,
  parseSort,
  TASK_FIELDS,
  TASK_SORTS,
  type TaskFilter,
  type TaskSort,
} from "../tasks/filter.ts";
import { QUERY_FIELDS, readQueryText } from "../tasks/query.ts";

const MAX_LIMIT = 1000;
const SORT_WORDS = TASK_SORTS.join(", ");
const HEADS = QUERY_FIELDS.map((name) => `\`${TASK_FIELDS[name].word}:\``);

/** What the API's documentation says of a field that its name does not. */
const ABOUT: { readonly [K in FieldName]?: { readonly description: string; readonly example?: string } } = {
  states: { description: "Only these states, separated by commas.", example: "FAILURE,RETRY" },
  name: { description: "Exact task name, or a pattern with `*`." },
  exception: {
    description:
      "Only tasks with an exception of this type: its name without the module, or a pattern with `*`.",
    example: "TimeoutError",
  },
  text: {
    description: "Case-insensitive substring of uuid, name, args, kwargs, result, exception or worker.",
  },
};

const filterShape = {
  q: text()
    .refine((query) => readQueryText(query).unknownStates.length === 0, {
      error: `state: takes ${STATES.accepts}`,
    })
    .optional()
    .meta({
      description: `A query as in the pages' query box: words that begin with ${HEADS.slice(0, -1).join(", ")} or ${HEADS.at(-1)} narrow by it, the rest is searched for as text. A parameter of its own outweighs it.`,
      example: "state:failed name:billing.* refused",
    }),
  ...eachField<Record<FieldName, ReturnType<typeof parameter>>>(parameter),
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
  return {
    filter: readTaskFilter(query),
    sort: parseSort(sort ?? null) ?? NEWEST_FIRST,
    offset: Number(offset ?? 0),
    limit: Number(limit ?? 100),
    until: cursor === undefined ? null : Number(cursor) - 1,
  };
}

export function readTaskFilter(query: z.output<typeof taskFilterSchema>): TaskFilter {
  const { fields, text: rest } = readQueryText(query.q ?? "");
  const typed: Partial<TaskFilter> = { ...fields, text: rest === "" ? null : rest };
  return eachField<TaskFilter>((name) => {
    const { parse, print, none } = TASK_FIELDS[name];
    return parse(query[name] ?? print(typed[name] ?? none)) ?? none;
  });
}

function parameter(name: FieldName) {
  const { pattern, accepts } = TASK_FIELDS[name];
  const schema = pattern === null ? text() : z.string().regex(pattern, { error: accepts });
  return schema.optional().meta(ABOUT[name] ?? {});
}

function text() {
  return z.string().overwrite(decodeName).min(1).max(MAX_VALUE);
}

function wholeNumber(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,16}$/, { error })
    .refine((digits) => Number(digits) >= min && Number(digits) <= max, { error });
}
