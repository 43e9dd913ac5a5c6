// A filter as a query, and a query as a filter: what facets and chips can say stands in their fields, the rest in `q`.
import { MAX_VALUE } from "./field-kinds.ts";
import { given, NO_FILTER, type TaskFilter } from "./filter.ts";
import type { Expr, Fault, Operand, Term } from "./query/expr.ts";
import type { QueryField } from "./query/fields.ts";
import { printQuery } from "./query/print.ts";
import { joined, readQuery } from "./query/read.ts";
import { globsOf } from "./query/value-tests.ts";
import { TASK_STATES } from "./task.ts";

const PATTERNS = ["name", "worker", "queue", "exception"] as const;
type PatternField = (typeof PATTERNS)[number];
const NOWHERE = { from: 0, to: 0 };
/** Takes no task. */
const NOTHING: Term = { kind: "term", field: "state", path: [], test: { op: "any", of: [] }, ...NOWHERE };

export type ReadFilter =
  | { readonly ok: true; readonly filter: TaskFilter }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What somebody typed, as a filter. */
export function readFilter(text: string): ReadFilter {
  const { query, faults } = readQuery(text);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, filter: filterOf(query) };
}

function filterOf(query: Expr | null): TaskFilter {
  const fields: { -readonly [K in keyof TaskFilter]: TaskFilter[K] } = { ...NO_FILTER };
  const rest: Expr[] = [];
  for (const part of query === null ? [] : query.kind === "and" ? query.parts : [query]) {
    const states = fields.states.length > 0 ? null : statesOf(part);
    const pattern = patternOf(part);
    if (states !== null) fields.states = states;
    else if (pattern !== null && fields[pattern.field] === null) fields[pattern.field] = pattern.value;
    else rest.push(part);
  }
  return { ...fields, q: printQuery(joined("and", rest)) || null };
}

/** null: every task. */
export function queryOf(filter: Partial<TaskFilter>): Expr | null {
  const { query, faults } = readQuery(filter.q ?? "");
  return joined("and", [...partsOf(filter), faults.length > 0 ? NOTHING : query]);
}

/** All of a filter as it would be typed. A query that cannot be read stays as it is. */
export function printFilter(filter: Partial<TaskFilter>): string {
  const { q = null, ...others } = filter;
  if (q === null || readQuery(q).faults.length === 0) return printQuery(queryOf(filter));
  return `${printQuery(queryOf(others))} ${q}`.trim();
}

/** All but `q`. */
function partsOf(filter: Partial<TaskFilter>): readonly Term[] {
  const { text = null, states: wanted = [] } = filter;
  const states = TASK_STATES.filter((state) => wanted.includes(state)).map(
    (state): Operand => ({ kind: "state", state }),
  );
  const named = PATTERNS.flatMap((field) => {
    const pattern = given(filter, field);
    return pattern === null ? [] : [termOf(field, [{ kind: "glob", pieces: pattern.split("*") }])];
  });
  const piece: Operand[] = text === null ? [] : [{ kind: "glob", pieces: [text] }];
  return [
    ...(states.length > 0 ? [termOf("state", states)] : []),
    ...named,
    ...(piece.length > 0 ? [termOf(null, piece)] : []),
  ];
}

function termOf(field: QueryField | null, of: readonly Operand[]): Term {
  const [only] = of;
  const isAny =
    field !== null && only?.kind === "glob" && only.pieces.length > 1 && only.pieces.join("") === "";
  return { kind: "term", field, path: [], test: isAny ? { op: "known" } : { op: "any", of }, ...NOWHERE };
}

function statesOf(part: Expr): TaskFilter["states"] | null {
  if (part.kind !== "term" || part.field !== "state" || part.test.op !== "any") return null;
  const wanted = part.test.of.flatMap((operand) => (operand.kind === "state" ? [operand.state] : []));
  return TASK_STATES.filter((state) => wanted.includes(state));
}

/** A pattern has no way to say a star that is meant. */
function patternOf(part: Expr): { readonly field: PatternField; readonly value: string } | null {
  if (part.kind !== "term") return null;
  const field = PATTERNS.find((name) => name === part.field);
  if (field === undefined) return null;
  if (part.test.op === "known") return { field, value: "*" };
  const [only, ...others] = globsOf(part.test);
  if (only === undefined || others.length > 0) return null;
  const value = only.pieces.join("*");
  const isSame = value.split("*").length === only.pieces.length;
  return isSame && value !== "" && value.length <= MAX_VALUE ? { field, value } : null;
}
