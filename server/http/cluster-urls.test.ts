// Guards what a URL says about the cluster, and that nobody but the server tells the pages of one.
import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { readClusterHeaders, shownCluster } from "#lib/api/cluster-headers.ts";
import { createClusters } from "../engine/clusters.ts";
import { createClusterUrls } from "./cluster-urls.ts";
import { createFakeEngine } from "./fake-engine.test-helper.ts";

const urlsOf = (...names: string[]) =>
  createClusterUrls(createClusters(names.map((name) => createFakeEngine(name))), new Set(["demo"]));

/** What the pages are told, and the URL they are asked for. */
function told(urls: ReturnType<typeof urlsOf>, url: string, headers: Record<string, string> = {}) {
  const request = { url, headers } as unknown as IncomingMessage; // only these two are looked at
  urls.tellPages(request);
  const choice = readClusterHeaders((name) => headers[name] ?? null);
  return { ...choice, url: request.url, shown: shownCluster(choice).cluster };
}

test("pages are told the cluster of their URL", () => {
  const urls = urlsOf("main", "reports");
  const all = ["main", "reports"];
  expect(told(urls, "/tasks?x=1")).toEqual({ cluster: null, all, url: "/tasks?x=1", shown: null });
  expect(told(urls, "/c/reports/tasks")).toMatchObject({ cluster: "reports", shown: "reports" });
  expect(told(urls, "/c/reports?_rsc=1")).toMatchObject({ shown: "reports", url: "/c/reports?_rsc=1" });
  // The first by its name is the first.
  expect(told(urls, "/c/main/tasks")).toMatchObject({ cluster: "main", shown: null });
});

test("what is no cluster, or not a page of one, is no page", () => {
  const urls = urlsOf("main", "reports");
  for (const url of [
    "/c/nope/tasks",
    "/c/reports/api/auth/session",
    "/c/reports/login",
    "/c/reports/c/main",
  ]) {
    expect(told(urls, url)).toMatchObject({ url: "/c" });
  }
  expect(told(urls, "/c/nope/tasks")).toMatchObject({ cluster: "nope", shown: null });
  expect(told(urlsOf("celery"), "/c/celery/tasks")).toMatchObject({ url: "/c", all: [] });
});

test("pages of the demo are told so, and no others, whatever a stranger says", () => {
  const demo = (urls: ReturnType<typeof urlsOf>, url: string) => {
    const headers: Record<string, string> = { "x-umbel-demo": "yes" };
    told(urls, url, headers);
    return headers["x-umbel-demo"];
  };
  expect(demo(urlsOf("demo"), "/tasks")).toBe("1");
  expect(demo(urlsOf("main", "demo"), "/tasks")).toBeUndefined();
  expect(demo(urlsOf("main", "demo"), "/c/demo/tasks")).toBe("1");
});

test("a stranger's headers are not believed", () => {
  const headers = { "x-umbel-cluster": "evil", "x-umbel-clusters": "evil,worse" };
  expect(told(urlsOf("celery"), "/tasks", { ...headers })).toMatchObject({ cluster: null, all: [] });
  expect(told(urlsOf("a", "b"), "/tasks", { ...headers })).toMatchObject({ cluster: null, all: ["a", "b"] });
});
