import { describe, expect, it } from "vitest";
import { clusterBase, safeNext, splitPath, taskPath, tasksPath, under, workerPath } from "./routes.ts";

describe("routes", () => {
  it("escapes what people named", () => {
    expect(workerPath("celery@web/1")).toBe("/workers/~celery%40web~002F1");
    expect(taskPath("a b")).toBe("/tasks/a%20b");
  });
  it("prints only what restricts", () => {
    expect(tasksPath()).toBe("/tasks");
    expect(tasksPath({ states: ["FAILURE", "RETRY"], name: "mail.*", worker: null })).toBe(
      "/tasks?states=FAILURE,RETRY&name=mail.*",
    );
    expect(tasksPath({}, { by: "runtime", descending: true })).toBe("/tasks?sort=-runtime");
  });
  it("puts a cluster's prefix before a path, once, and takes it off again", () => {
    const reports = clusterBase("reports");
    expect(under(reports, "/")).toBe("/c/reports");
    expect(under(reports, "/?range=1h")).toBe("/c/reports?range=1h");
    expect(under(reports, tasksPath({ states: ["FAILURE"] }))).toBe("/c/reports/tasks?states=FAILURE");
    expect(under(clusterBase(null), "/tasks")).toBe("/tasks");
    expect(under(reports, "https://elsewhere/")).toBe("https://elsewhere/");
    for (const path of ["/", "/?range=1h", "/tasks/a%20b", "/workers?x=/c/y"]) {
      expect(splitPath(under(reports, path))).toEqual({ cluster: "reports", path });
      expect(splitPath(path)).toEqual({ cluster: null, path });
    }
    expect(splitPath("/c/%E0%A4%A/tasks")).toEqual({ cluster: "%E0%A4%A", path: "/tasks" });
    expect(splitPath("/calm")).toEqual({ cluster: null, path: "/calm" });
  });
  it("never leaves the site after sign-in", () => {
    expect(safeNext("/tasks?x=1")).toBe("/tasks?x=1");
    for (const bad of [null, "", "https://evil", "//evil", "/\\evil", "tasks", "/\n/evil"]) {
      expect(safeNext(bad)).toBe("/");
    }
  });
});
