// The query parameters of `GET /api/v1/tasks`: spelt as in the `tasks` topic and in the pages' URLs.
import { z } from "zod";
import { decodeName } from "../address.ts";
import { MAX_VALUE } from "../tasks/field-kinds.ts";
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
import { readFilter } from "../tasks/filter-query.ts";
import type { Fault } from "../tasks/query/expr.ts";
import { QUERY_FIELD_NAMES } from "../tasks/query/fields.ts";
import { readQuery } from "../tasks/query/read.ts";

const MAX_LIMIT = 1000;
const SORT_WORDS = TASK_SORTS.join(", ");

/** What the API's documentation says of a field that its name does not. */
const ABOUT: { readonly [K in FieldName]?: { readonly description: string; readonly example?: string } } = {
  states: { description: "Only these states, separated by commas.", example: "FAILURE,RETRY" },
  name: { description: "Exact task name, or a pattern with `*`." },
  exception: {
    description:
      "Only tasks with an exception of this type, in any case of letters, whole or with `*`; what can be no name of a type is looked for in its text.",
    example: "TimeoutError",
  },
  text: {
    description: "Case-insensitive substring of uuid, name, args, kwargs, result, exception or worker.",
  },
  q: {
    description: `A query as in the pages' query box, docs/queries.md: words are searched for as text; fields (${QUERY_FIELD_NAMES.join(", ")}) are \`field:value\`, with \`*\`, lists \`a,b\`, \`<\`, \`>\` and ranges \`1..5\`; ages are \`received:<1h\`, arguments \`kwargs.user.id:42\`; \`AND\`, \`OR\`, \`NOT\`, \`-\`, brackets and quotes combine. What is not understood is refused with its place. A parameter of its own outweighs \`state:\`, \`name:\`, \`worker:\` and \`queue:\` in it.`,
    example: "state:failed received:<1h exception:TimeoutError -name:billing.*",
  },
};

const filterShape = eachField<Record<FieldName, ReturnType<typeof parameter>>>(parameter);

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
  const read = readFilter(query.q ?? "");
  // The schema has refused what cannot be read.
  const typed: Partial<TaskFilter> = read.ok ? read.filter : { q: query.q ?? null };
  return eachField<TaskFilter>((name) => {
    const { parse, print, none } = TASK_FIELDS[name];
    const given = name === "q" ? undefined : query[name];
    return parse(given ?? print(typed[name] ?? none)) ?? none;
  });
}

/** Where a query is wrong, for people: characters count from 1. */
function printFault({ from, text }: Fault): string {
  return `at character ${from + 1}: ${text}`;
}

function parameter(name: FieldName) {
  const { pattern, accepts } = TASK_FIELDS[name];
  const schema =
    name === "q" ? queryText() : pattern === null ? text() : z.string().regex(pattern, { error: accepts });
  return schema.optional().meta(ABOUT[name] ?? {});
}

function queryText() {
  return z
    .string()
    .overwrite(decodeName)
    .min(1)
    .superRefine((query, context) => {
      const [fault] = readQuery(query).faults;
      if (fault !== undefined) context.addIssue({ code: "custom", message: printFault(fault) });
    });
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
