import { expect, test } from "vitest";
import { date, decimal, float, reprOf, reprOfArgs, toJson, tuple } from "./python.ts";

test("values are spelled as Python does", () => {
  expect(reprOf(null)).toBe("None");
  expect(reprOf([true, false, 3, 0.25, "it's", decimal("12.50")])).toBe(
    "[True, False, 3, 0.25, 'it\\'s', Decimal('12.50')]",
  );
  expect(reprOf({ id: 1, sizes: [tuple(1, 2)], rate: float(2, 2), ratio: float(0.5, 3) })).toBe(
    "{'id': 1, 'sizes': [(1, 2)], 'rate': 2.0, 'ratio': 0.5}",
  );
  expect(reprOf(date(Date.UTC(2026, 10, 2)))).toBe("datetime.date(2026, 11, 2)");
});

test("arguments are a tuple, with Python's comma for one", () => {
  expect(reprOfArgs([])).toBe("()");
  expect(reprOfArgs([7])).toBe("(7,)");
  expect(reprOfArgs([7, "a"])).toBe("(7, 'a')");
});

test("long values are cut as Celery cuts them", () => {
  const long = Array.from({ length: 600 }, (_, index) => index);
  expect(reprOfArgs([long])).toMatch(/\.\.\.\)$/);
  expect(reprOf(long)).toHaveLength(1024 + 4);
});

test("as JSON they are what kombu sends", () => {
  expect(toJson({ amount: decimal("1.10"), size: tuple(1, 2), day: date(0) })).toEqual({
    amount: { __type__: "decimal", __value__: "1.10" },
    size: [1, 2],
    day: { __type__: "date", __value__: "1970-01-01" },
  });
});
