// What a part of a query says of a row that holds a task: yes, no, or neither while the row's texts were not searched. So
// that a list of those that do not have a text holds none that was not looked at.
import type { IdSet, RowTest } from "./id-sets.ts";

export interface Leaf {
  readonly yes: RowTest;
  /** null: whatever `yes` does not take. */
  readonly no: RowTest | null;
  /** What is asked first: 0 a look into a column, 1 at what was searched, 2 at a text. */
  readonly cost: number;
  /** All of it, when it is a set of integers. */
  readonly set: IdSet | null;
}

/** Known of every row. */
export function exactly(yes: RowTest, cost = 0, set: IdSet | null = null): Leaf {
  return { yes, no: null, cost, set };
}

export function not(leaf: Leaf): Leaf {
  return { yes: noOf(leaf), no: leaf.no === null ? null : leaf.yes, cost: leaf.cost, set: null };
}

/** Cheap ones are asked first. */
export function combined(kind: "and" | "or", leaves: readonly Leaf[]): Leaf {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  const sorted = leaves.toSorted((a, b) => a.cost - b.cost);
  const isExact = sorted.every(({ no }) => no === null);
  const [all, any] = kind === "and" ? [allOf, anyOf] : [anyOf, allOf];
  return {
    yes: all(sorted.map(({ yes }) => yes)),
    no: isExact ? null : any(sorted.map(noOf)),
    cost: sorted.at(-1)?.cost ?? 0,
    set: null,
  };
}

function noOf({ yes, no }: Leaf): RowTest {
  return no ?? ((row) => !yes(row));
}

function allOf(tests: readonly RowTest[]): RowTest {
  return tests.reduce((a, b) => (row) => a(row) && b(row));
}

function anyOf(tests: readonly RowTest[]): RowTest {
  return tests.reduce((a, b) => (row) => a(row) || b(row));
}
