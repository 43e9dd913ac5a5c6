// Guards where switching the cluster leads: the same page of the other one, never to a task that it does not have.
import { expect, test } from "vitest";
import { pageOf } from "./clusters.ts";

test("stays on the page, leaves what is about one task or worker", () => {
  const all = ["main", "reports"];
  expect(pageOf("reports", all, "/")).toBe("/c/reports");
  expect(pageOf("reports", all, "/tasks/1234")).toBe("/c/reports/tasks");
  expect(pageOf("main", all, "/c/reports/workers/celery%40a")).toBe("/workers");
  expect(pageOf("main", all, "/c/reports/nowhere")).toBe("/");
});
