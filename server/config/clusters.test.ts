import { expect, test } from "vitest";
import { loadConfig } from "./config.ts";

const load = (...argv: string[]) => {
  const loaded = loadConfig(argv, {}, "0");
  if (loaded.kind === "error") return loaded.problems.join("\n");
  return loaded.kind === "config"
    ? loaded.config.clusters.map(({ name, resultBackend }) => [name, resultBackend])
    : null;
};

test("one backend for one cluster needs no name; several go by the names of the clusters", () => {
  expect(load("--broker=redis://a", "--result-backend=db+sqlite:////x")).toEqual([
    ["celery", "db+sqlite:////x"],
  ]);
  expect(
    load("--broker=one=redis://a", "--broker=two=redis://b", "--result-backend=two=redis://c/1"),
  ).toEqual([
    ["one", null],
    ["two", "redis://c/1"],
  ]);
  expect(load("--demo", "--result-backend=redis://a")).toEqual([["demo", null]]);
});

test("what belongs to no cluster, and what is no URL, is refused without its password", () => {
  expect(
    load("--broker=one=redis://a", "--broker=two=redis://b", "--result-backend=redis://:pw@c"),
  ).toContain("name one of one, two");
  const wrong = load("--broker=redis://a", "--result-backend=hunter2");
  expect(wrong).toContain("--result-backend: the value is not a URL");
  expect(wrong).not.toContain("hunter2");
  expect(load("--broker=redis://a", "--result-backend-transport-options={")).toContain("is not JSON");
});

test("Celery's own variable is understood", () => {
  const env = { CELERY_BROKER_URL: "redis://a", CELERY_RESULT_BACKEND: "redis://b/1" };
  const loaded = loadConfig([], env, "0");
  expect(loaded.kind === "config" && loaded.config.clusters[0]?.resultBackend).toBe("redis://b/1");
});

test("transport options with a name are for that cluster alone, also where there is one", () => {
  const one = ["--broker=us=redis://a", '--broker-transport-options=eu={"sep": "|"}'];
  expect(load(...one)).toContain("is for “eu”, which no broker is called: name one of us");
});
