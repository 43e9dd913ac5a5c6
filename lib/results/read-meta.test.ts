import { expect, test } from "vitest";
import { readChildren } from "./read-meta.ts";

const task = (id: string) => [[id, null], null];
const group = (id: string, ...members: unknown[]) => [[id, null], members];

test("what has members is a group: its id is no task's", () => {
  // As a task stores it that sent a group of two, then one task.
  expect(readChildren([group("g", task("a"), task("b")), task("c")])).toEqual({
    children: ["c", "a", "b"],
    groups: [{ id: "g", members: ["a", "b"] }],
  });
});

test("a group in a group is told beside it, an empty one has no members, no children are none", () => {
  expect(readChildren([group("outer", task("a"), group("inner", task("b"))), group("empty")])).toEqual({
    children: ["a", "b"],
    groups: [
      { id: "outer", members: ["a"] },
      { id: "empty", members: [] },
      { id: "inner", members: ["b"] },
    ],
  });
  expect(readChildren([])).toEqual({ children: [], groups: [] });
  expect(readChildren(null)).toEqual({ children: null, groups: [] });
  expect(readChildren(["x", 7, [[]]])).toEqual({ children: [], groups: [] });
});
