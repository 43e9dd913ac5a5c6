// Guards against open redirects through ?next=.
import { expect, test } from "vitest";
import { safeNextPath } from "./next-path.ts";

test.each(["/", "/tasks?states=FAILURE&text=a%20b", "/workers/celery@web-1", "/task/a//b"])(
  "keeps %s",
  (path) => {
    expect(safeNextPath(path)).toBe(path);
  },
);

test.each([
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https://evil.example/",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/\n/evil.example",
  " /tasks",
  "",
  "tasks",
  "/login",
  "/login?next=/login",
  `/${"a".repeat(3000)}`,
  null,
  undefined,
])("refuses %j", (path) => {
  expect(safeNextPath(path)).toBe("/");
});
