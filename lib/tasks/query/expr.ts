// A query as a tree. What a term compares is decided when it is read, so that whoever runs it (memory.ts for rows,
// cluster/tasks for columns) never looks at the text again.
import type { TaskState } from "../task.ts";
import type { QueryField } from "./fields.ts";

/** A part of the text: the characters from `from` up to `to`. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** What is wrong there, and what to do about it. */
export interface Fault extends Place {
  readonly text: string;
}

export type Expr = Both | Not | Term;
/** At least two parts, none of them of the same kind. */
export interface Both extends Place {
  readonly kind: "and" | "or";
  readonly parts: readonly Expr[];
}
/** Takes whatever `part` does not take, also what is not known. */
export interface Not extends Place {
  readonly kind: "not";
  readonly part: Both | Term;
}
export interface Term extends Place {
  readonly kind: "term";
  /** null: any text of a task, as words without a field mean it. */
  readonly field: QueryField | null;
  /** Behind the field's dots: which argument. */
  readonly path: readonly string[];
  readonly test: Test;
}

/** None takes what is not known. */
export type Test =
  | { readonly op: "known" }
  | { readonly op: "any"; readonly of: readonly Operand[] }
  | { readonly op: Comparison; readonly than: Quantity }
  /** Both ends belong to it. */
  | { readonly op: "range"; readonly low: Quantity; readonly high: Quantity };
export type Comparison = "<" | "<=" | ">" | ">=";

export type Operand = Quantity | Glob | { readonly kind: "state"; readonly state: TaskState } | Flag;
export type Quantity = Numeric | Duration | Moment;
/** The pieces between its stars; one piece has none. */
export interface Glob {
  readonly kind: "glob";
  readonly pieces: readonly string[];
}
interface Flag {
  readonly kind: "flag";
  readonly flag: string;
}
interface Numeric {
  readonly kind: "number";
  readonly value: number;
}
/** Of a time: how far it is from now. */
interface Duration {
  readonly kind: "duration";
  readonly ms: number;
}
/** As long as it was written exactly: a day, a minute, a second, a millisecond. */
export interface Moment {
  readonly kind: "moment";
  readonly at: number;
  readonly span: number;
}

/** Whether what it takes changes as time passes: it asks for the age of something. */
export function movesWithTime(query: Expr | null): boolean {
  if (query === null) return false;
  switch (query.kind) {
    case "term":
      return isAge(query);
    case "not":
      return movesWithTime(query.part);
    default:
      return query.parts.some(movesWithTime);
  }
}

function isAge({ field, test }: Term): boolean {
  if (field === null || field === "runtime" || field === "wait") return false;
  const quantity =
    test.op === "range" ? test.low : test.op === "known" || test.op === "any" ? null : test.than;
  return quantity?.kind === "duration";
}
