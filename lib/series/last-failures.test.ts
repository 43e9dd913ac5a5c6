import { expect, test } from "vitest";
import { BOUNDS } from "../bounds/bounds.ts";
import { LastFailures } from "./last-failures.ts";

test("keeps the newest failure of a name, whatever comes late", () => {
  const failures = new LastFailures();
  expect(failures.of("n")).toBeNull();
  failures.note("n", "KeyError('a')", 1_000);
  failures.note("n", null, 2_000);
  failures.note("n", "ValueError('late')", 1_500);
  expect(failures.of("n")).toEqual({ at: 2_000, error: null });
});

test("is bounded in names and in text: the one that failed longest ago gives way", () => {
  const failures = new LastFailures();
  for (let index = 0; index < BOUNDS.task_names.limit; index += 1) failures.note(`n${index}`, "E()", index);
  failures.note("n0", "x".repeat(2_000), 5_000);
  failures.note("more", "E()", 5_001);
  expect(failures.of("n1")).toBeNull();
  expect(failures.of("n0")?.error).toHaveLength(300);
  expect(failures.of("more")).not.toBeNull();
});
