// What a part of a query says of a row that holds a task: yes, no, or neither while the row's texts were not searched. So
// that a list of those that do not have a text holds none that was not looked at.
import { type IdSet, inSet, inverse, type RowTest } from "./id-sets.ts";
import { byAll, byAny, bySet, byTest, type Split } from "./split.ts";

export interface Leaf {
  readonly yes: RowTest;
  /** null: whatever `yes` does not take. */
  readonly no: RowTest | null;
  /** `yes` and `no`, of many rows. */
  readonly split: Split;
  readonly splitNot: Split;
  /** What is asked first: 0 a look into a column, 1 at what was searched, 2 at a text. */
  readonly cost: number;
  /** All of it, when it is a set of integers. */
  readonly set: IdSet | null;
}

/** Known of every row. */
export function exactly(
  yes: RowTest,
  split = byTest(yes),
  splitNot = byTest((row) => !yes(row)),
  cost = 0,
): Leaf {
  return { yes, no: null, split, splitNot, cost, set: null };
}

const NEVER = exactly(() => false, byAny([]), byAll([]));
export const ALWAYS = not(NEVER);

export function ofSet(set: IdSet): Leaf {
  return { ...exactly(inSet(set), bySet(set), bySet(set, false)), set };
}

export function not({ yes, no, split, splitNot, cost, set }: Leaf): Leaf {
  if (set !== null) return ofSet(inverse(set));
  if (no === null) return exactly((row) => !yes(row), splitNot, split, cost);
  return { yes: no, no: yes, split: splitNot, splitNot: split, cost, set: null };
}

/** Cheap ones are asked first. */
export function combined(kind: "and" | "or", leaves: readonly Leaf[]): Leaf {
  const sorted = leaves.toSorted((a, b) => a.cost - b.cost);
  const [first] = sorted;
  if (first === undefined) return kind === "and" ? ALWAYS : NEVER;
  if (sorted.length === 1) return first;
  const isExact = sorted.every(({ no }) => no === null);
  const [all, any] = kind === "and" ? [allOf, anyOf] : [anyOf, allOf];
  const [byBoth, byEither] = kind === "and" ? [byAll, byAny] : [byAny, byAll];
  return {
    yes: all(sorted.map(({ yes }) => yes)),
    no: isExact ? null : any(sorted.map((leaf) => not(leaf).yes)),
    split: byBoth(sorted.map(({ split }) => split)),
    splitNot: byEither(sorted.map(({ splitNot }) => splitNot)),
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
