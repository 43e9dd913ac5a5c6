import fc from "fast-check";
import { expect, it } from "vitest";
import { backoffMs, LONGEST_MS } from "./backoff.ts";

it("doubles up to its cap", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map((attempt) => backoffMs(attempt, 1))).toEqual([
    250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000,
  ]);
});

it("spreads over the upper half and never leaves it", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, jitter) => {
        const wait = backoffMs(attempt, jitter);
        return wait >= 125 && wait <= LONGEST_MS && wait >= backoffMs(attempt, 0);
      },
    ),
  );
});
