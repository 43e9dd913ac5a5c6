import { describe, expect, it } from "vitest";
import { safeNext, taskPath, tasksPath, workerPath } from "./routes.ts";

describe("routes", () => {
  it("escapes what people named", () => {
    expect(workerPath("celery@web/1")).toBe("/workers/celery%40web%2F1");
    expect(taskPath("a b")).toBe("/tasks/a%20b");
  });
  it("prints only what restricts", () => {
    expect(tasksPath()).toBe("/tasks");
    expect(tasksPath({ states: ["FAILURE", "RETRY"], name: "mail.*", worker: null })).toBe(
      "/tasks?states=FAILURE,RETRY&name=mail.*",
    );
    expect(tasksPath({}, { by: "runtime", descending: true })).toBe("/tasks?sort=-runtime");
  });
  it("never leaves the site after sign-in", () => {
    expect(safeNext("/tasks?x=1")).toBe("/tasks?x=1");
    for (const bad of [null, "", "https://evil", "//evil", "/\\evil", "tasks", "/\n/evil"]) {
      expect(safeNext(bad)).toBe("/");
    }
  });
});
