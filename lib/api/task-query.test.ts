// `q` is the query box's language, and what a parameter of its own says outweighs it.
import { expect, test } from "vitest";
import { NO_FILTER } from "../tasks/filter.ts";
import { readTaskQuery, taskQuerySchema } from "./task-query.ts";

const filterOf = (query: Record<string, string>) => readTaskQuery(taskQuerySchema.parse(query)).filter;

test("a typed query narrows by its facets, and asks for the rest", () => {
  expect(filterOf({ q: "state:failed,retried name:billing.*  card refused" })).toEqual({
    ...NO_FILTER,
    states: ["RETRY", "FAILURE"],
    name: "billing.*",
    q: "card refused",
  });
});

test("parameters outweigh it, one by one", () => {
  const filter = filterOf({ q: "state:failed name:a queue:q", states: "SUCCESS", text: "x" });
  expect(filter).toEqual({ ...NO_FILTER, states: ["SUCCESS"], name: "a", queue: "q", text: "x" });
});

test.each([
  ["state:broken", 'at character 7: "broken" is not a state'],
  ["a http://x", 'at character 3: there is no field "http"'],
  ["(".repeat(200), "at character 11: brackets can be nested 10 deep"],
])("%s is refused, in words and with its place", (q, words) => {
  const read = taskQuerySchema.safeParse({ q });
  expect(read.success).toBe(false);
  expect(read.error?.issues[0]?.message).toContain(words);
});
