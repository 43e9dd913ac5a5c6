// Pages kept up by merging against pages found anew among all rows, for any sequence of changes.
import fc from "fast-check";
import { expect, test } from "vitest";
import { type KnownPage, knownPage, mergePage, type PageOrder } from "./merge-page.ts";

const ROWS = 12;
const LIMIT = 4;

/** One change of a row: gone, or a task (perhaps another one) with a key that matches or does not. */
const change = fc.record({
  row: fc.nat(ROWS - 1),
  key: fc.constantFrom(1, 2, 3, 4, 5, Number.POSITIVE_INFINITY),
  matches: fc.boolean(),
  isNew: fc.boolean(),
});
const steps = fc.array(fc.uniqueArray(change, { selector: ({ row }) => row, maxLength: 6 }), {
  maxLength: 20,
});

function setUp() {
  const keys = new Float64Array(ROWS);
  const ordinal = new Float64Array(ROWS);
  const matching = new Set<number>();
  const order: PageOrder = {
    limit: LIMIT,
    matches: (row) => matching.has(row),
    key: (row) => keys[row] ?? 0,
    ordinal,
  };
  const compare = (a: number, b: number) => {
    const [left = 0, right = 0] = [keys[a], keys[b]];
    return left === right ? (ordinal[b] ?? 0) - (ordinal[a] ?? 0) : left < right ? -1 : 1;
  };
  const found = () => [...matching].sort(compare).slice(0, LIMIT);
  return { keys, ordinal, matching, order, found };
}

test("a merged page is the page found anew, or a beginning of it that says it is short", () => {
  let short = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const { keys, ordinal, matching, order, found } = setUp();
      let page: KnownPage = { rows: [], ordinals: [], border: null };
      let newest = 0;
      for (const [index, step] of all.entries()) {
        for (const { row, key, matches, isNew } of step) {
          keys[row] = key;
          if (isNew || ordinal[row] === 0) ordinal[row] = ++newest;
          if (matches) matching.add(row);
          else matching.delete(row);
        }
        const { isShort, ...merged } = mergePage(
          page,
          step.map(({ row }) => row),
          order,
        );
        const right = found();
        expect(merged.rows).toEqual(isShort ? right.slice(0, merged.rows.length) : right);
        if (isShort) short += 1;
        // Not found anew at once: what is short must stay right meanwhile.
        page = isShort && index % 3 === 0 ? knownPage(right, null, order) : merged;
      }
    }),
    { numRuns: 2_000 },
  );
  expect(short).toBeGreaterThan(100);
});
