// Terms about texts: each is a search that remembers (text-search.ts), for a text that all of them must have, and a check
// of those that have it where that is not all that is asked.
import { argumentTest, neededText } from "../../tasks/query/argument-test.ts";
import type { Glob, Term, Test } from "../../tasks/query/expr.ts";
import { globsOf, textTest, wordTest } from "../../tasks/query/value-tests.ts";
import type { TextCode } from "../task-columns.ts";
import type { TaskStore } from "../task-store.ts";
import type { RowTest } from "./id-sets.ts";
import { combined, exactly, type Leaf } from "./leaf.ts";
import { byTest } from "./split.ts";
import type { Search } from "./text-search.ts";
import { anywhere, anywhereKey, type Wanted } from "./wanted.ts";

export interface Ground {
  readonly store: TaskStore;
  /** What ages are counted from. */
  readonly now: number;
  readonly search: (wanted: Wanted) => Search;
}

/** What taking a repr apart costs, in characters searched. */
const PARSE_COST = 100;

/** Any of the texts that words without a field are searched in. */
export function anyText(test: Test, ground: Ground): Leaf {
  return eachGlob(test, (glob) => searched({ ...anywhere(longest(glob)), ...containing(glob) }, ground));
}

/** Contains it, or, with a path, has such an argument. */
export function inText({ path, test }: Term, code: TextCode, ground: Ground): Leaf {
  const base = { texts: [code], alsoNames: false };
  if (path.length > 0) {
    const check = { takes: argumentTest(path, test), costPerCharacter: PARSE_COST };
    const key = JSON.stringify([code, path, test]);
    return searched({ ...base, key, needle: neededText(path, test), check }, ground);
  }
  if (test.op === "known") return isKnown(code, ground);
  return eachGlob(test, (glob) =>
    searched({ ...base, needle: longest(glob), ...containing(glob, code) }, ground),
  );
}

/** Is it, or as the pattern. */
export function isWord({ test }: Term, code: TextCode, ground: Ground): Leaf {
  if (test.op === "known") return isKnown(code, ground);
  return eachGlob(test, (glob) => {
    const check = { takes: wordTest({ op: "any", of: [glob] }), costPerCharacter: 1 };
    const key = JSON.stringify([code, "is", glob.pieces]);
    return searched({ key, texts: [code], alsoNames: false, needle: longest(glob), check }, ground);
  });
}

function isKnown(code: TextCode, { store: { columns } }: Ground): Leaf {
  return exactly((row) => columns.hasText(row, code));
}

function eachGlob(test: Test, leafOf: (glob: Glob) => Leaf): Leaf {
  return combined("or", globsOf(test).map(leafOf));
}

function containing(glob: Glob, code: TextCode | null = null): Pick<Wanted, "key" | "check"> {
  const pieces = glob.pieces.filter((piece) => piece !== "").map((piece) => piece.toLowerCase());
  const check = { takes: textTest({ op: "any", of: [glob] }), costPerCharacter: 1 };
  // One piece anywhere is the same search as the filter's `text`.
  const key =
    code === null && pieces.length === 1
      ? anywhereKey(pieces[0] ?? "")
      : JSON.stringify([code, "has", pieces]);
  return { key, check: pieces.length > 1 ? check : null };
}

function longest({ pieces }: Glob): string {
  return pieces.reduce((one, piece) => (piece.length > one.length ? piece : one), "");
}

function searched(wanted: Wanted, { search }: Ground): Leaf {
  const { matches, isSearched, complete } = search(wanted);
  const lacks: RowTest = (row) => isSearched(row) && !matches(row);
  return { ...exactly(matches, byTest(matches), byTest(lacks), 1), no: complete ? null : lacks };
}
