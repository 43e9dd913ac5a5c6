// Guards what a URL says about the cluster, and that nobody but the server tells the pages of one.
import { expect, test } from "vitest";
import { createClusters } from "../engine/clusters.ts";
import { createClusterUrls } from "./cluster-urls.ts";
import { createFakeEngine } from "./fake-engine.test-helper.ts";

const urlsOf = (...names: string[]) =>
  createClusterUrls(createClusters(names.map((name) => createFakeEngine(name))), new Set(["demo"]));

test("pages are told the cluster of their URL", () => {
  const { placeOf } = urlsOf("main", "reports");
  const shown = { cluster: null, unknown: null, clusters: ["main", "reports"], demo: false };
  expect(placeOf("/tasks?x=1")).toEqual({ shown, target: "/tasks?x=1" });
  const reports = { ...shown, cluster: "reports" };
  expect(placeOf("/c/reports/tasks")).toEqual({ shown: reports, target: "/tasks" });
  expect(placeOf("/c/reports?_rsc=1")).toEqual({ shown: reports, target: "/?_rsc=1" });
  // The first by its name is the first.
  expect(placeOf("/c/main/tasks")).toEqual({ shown, target: "/tasks" });
});

test("what is no cluster, or not a page of one, is no page", () => {
  const { placeOf } = urlsOf("main", "reports");
  for (const url of [
    "/c/nope/tasks",
    "/c/reports/api/auth/session",
    "/c/reports/login",
    "/c/reports/c/main",
  ]) {
    expect(placeOf(url), url).toMatchObject({ target: null });
  }
  expect(placeOf("/c/nope/tasks").shown).toMatchObject({ cluster: null, unknown: "nope" });
  expect(urlsOf("celery").placeOf("/c/celery/tasks")).toMatchObject({
    shown: { unknown: null, clusters: [] },
    target: null,
  });
});

test("pages of the demo are told so, and no others", () => {
  expect(urlsOf("demo").placeOf("/tasks").shown.demo).toBe(true);
  expect(urlsOf("main", "demo").placeOf("/tasks").shown.demo).toBe(false);
  expect(urlsOf("main", "demo").placeOf("/c/demo/tasks").shown.demo).toBe(true);
});
