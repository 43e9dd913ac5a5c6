// What a part of a query says of a row that holds a task: yes, no, or neither while the row's texts were not searched. So
// that a list of those that do not have a text holds none that was not looked at.
import { type IdSet, inSet, type RowTest } from "./id-sets.ts";
import { byAll, byAny, byNot, bySet, byTest, type Narrow } from "./narrow.ts";

export interface Leaf {
  readonly yes: RowTest;
  /** `yes`, of many rows. */
  readonly narrow: Narrow;
  /** null: whatever `yes` does not take. */
  readonly no: RowTest | null;
  /** What is asked first: 0 a look into a column, 1 at what was searched, 2 at a text. */
  readonly cost: number;
  /** All of it, when it is a set of integers. */
  readonly set: IdSet | null;
}

/** Known of every row. */
export function exactly(yes: RowTest, narrow = byTest(yes), cost = 0): Leaf {
  return { yes, narrow, no: null, cost, set: null };
}

export function ofSet(set: IdSet): Leaf {
  return { ...exactly(inSet(set), bySet(set)), set };
}

export function not({ yes, narrow, no, cost }: Leaf): Leaf {
  if (no !== null) return { yes: no, narrow: byTest(no), no: yes, cost, set: null };
  return exactly((row) => !yes(row), byNot(narrow), cost);
}

/** Cheap ones are asked first. */
export function combined(kind: "and" | "or", leaves: readonly Leaf[]): Leaf {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const sorted = leaves.toSorted((a, b) => a.cost - b.cost);
  const isExact = sorted.every(({ no }) => no === null);
  const [all, any, narrowed] = kind === "and" ? [allOf, anyOf, byAll] : [anyOf, allOf, byAny];
  return {
    yes: all(sorted.map(({ yes }) => yes)),
    narrow: narrowed(sorted.map(({ narrow }) => narrow)),
    no: isExact ? null : any(sorted.map((leaf) => not(leaf).yes)),
    cost: sorted.at(-1)?.cost ?? 0,
    set: null,
  };
}

function allOf(tests: readonly RowTest[]): RowTest {
  return tests.reduce((a, b) => (row) => a(row) && b(row));
}

function anyOf(tests: readonly RowTest[]): RowTest {
  return tests.reduce((a, b) => (row) => a(row) || b(row));
}
