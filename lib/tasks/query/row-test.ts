// Whether a query takes a line of the list, said plainly: for the few tasks that no store holds, and for the tests of the
// store. What a line does not have is not known.
import type { TaskRow } from "../task.ts";
import { parseIso } from "../times.ts";
import { argumentTest } from "./argument-test.ts";
import { errorTest } from "./error-test.ts";
import type { Expr, Term, Test } from "./expr.ts";
import { QUERY_FIELDS, type QueryField } from "./fields.ts";
import { numberTest, textTest, wordTest } from "./value-tests.ts";

type RowTest = (row: TaskRow) => boolean;

export function rowTest(query: Expr, now: number): RowTest {
  switch (query.kind) {
    case "term":
      return query.field === null ? anywhere(query.test) : termTest(query, query.field, now);
    case "not": {
      const takes = rowTest(query.part, now);
      return (row) => !takes(row);
    }
    case "and": {
      const tests = query.parts.map((part) => rowTest(part, now));
      return (row) => tests.every((takes) => takes(row));
    }
    case "or": {
      const tests = query.parts.map((part) => rowTest(part, now));
      return (row) => tests.some((takes) => takes(row));
    }
  }
}

function anywhere(test: Test): RowTest {
  const takes = textTest(test);
  return ({ key, name, worker, args, kwargs, exception }) =>
    [key, name, worker, args, kwargs, exception].some((text) => text !== null && takes(text));
}

function termTest({ path, test }: Term, field: NonNullable<Term["field"]>, now: number): RowTest {
  const { of, kind } = QUERY_FIELDS[field];
  const takesText = textTestOf(field, path, test);
  const takesNumber = numberTest(test, kind, now);
  const takes = (value: string | number): boolean => {
    if (typeof value === "number") return takesNumber(value);
    if (kind === "ahead") return takesNumber(parseIso(value) ?? Number.NaN);
    return kind === "state" || kind === "flag" ? isNamed(test, value) : takesText(value);
  };
  return (row) => {
    const value = of(row);
    if (value === null) return false;
    return typeof value === "object" ? value.some(takes) : takes(value);
  };
}

function textTestOf(field: QueryField, path: Term["path"], test: Test): (text: string) => boolean {
  if (path.length > 0) return argumentTest(path, test);
  if (field === "exception") return errorTest(test);
  return QUERY_FIELDS[field].kind === "word" ? wordTest(test) : textTest(test);
}

/** A state or a flag. */
function isNamed(test: Test, name: string): boolean {
  if (test.op === "known") return true;
  return (
    test.op === "any" &&
    test.of.some((one) =>
      one.kind === "state" ? one.state === name : one.kind === "flag" && one.flag === name,
    )
  );
}
