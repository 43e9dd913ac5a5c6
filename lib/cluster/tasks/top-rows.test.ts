import fc from "fast-check";
import { expect, test } from "vitest";
import { TopRows } from "./top-rows.ts";

test("a page is the slice of the sorted whole, whatever the order they come in", () => {
  const key = fc.oneof(fc.nat({ max: 5 }), fc.constant(Number.POSITIVE_INFINITY), fc.double({ noNaN: true }));
  const sizes = fc.constantFrom(5, 300, 3_000);
  const keys = sizes.chain((size) => fc.array(key, { minLength: 0, maxLength: size, size: "max" }));
  const page = fc.record({ offset: fc.nat({ max: 1_200 }), limit: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(keys, page, (list, { offset, limit }) => {
      const ordinals = Float64Array.from(list, (_, index) => (index * 7_919) % 10_007);
      const top = new TopRows(offset, limit, list.length, ordinals);
      for (const [row, value] of list.entries()) top.offer(row, value);
      const rows = list.map((value, row) => ({ value, row, ordinal: ordinals[row] ?? 0 }));
      rows.sort((a, b) => (a.value === b.value ? b.ordinal - a.ordinal : a.value < b.value ? -1 : 1));
      expect(top.page()).toEqual(rows.slice(offset, offset + limit).map(({ row }) => row));
    }),
    { numRuns: 150 },
  );
});
