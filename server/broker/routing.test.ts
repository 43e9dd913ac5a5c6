import { expect, test } from "vitest";
import { bindingMatches } from "./routing.ts";

test.each([
  ["a.b", false, "a.b", true],
  ["a.b", false, "a", false],
  ["a.*", false, "a.b", false],
  ["a.*", true, "a.b", true],
  ["a.*", true, "a.b.c", false],
  ["a.#", true, "a", true],
  ["a.#", true, "a.b.c", true],
  ["#.c", true, "a.b.c", true],
  ["#", true, "", true],
  ["*.b.#.d", true, "a.b.d", true],
  ["*.b.#.d", true, "a.b.c.c.d", true],
  ["*.b.#.d", true, "a.c.d", false],
  [`${"#.".repeat(500)}x`, true, `${"a.".repeat(500)}y`, false],
])("A20: the binding %s (topic: %s) and the routing key %s: %s", (binding, topic, key, met) => {
  expect(bindingMatches(binding, topic, key)).toBe(met);
});
