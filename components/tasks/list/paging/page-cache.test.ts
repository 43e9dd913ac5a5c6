import { describe, expect, it } from "vitest";
import type { TasksView } from "#lib/live/views.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { aRow, someInfo } from "../../fixtures.test-helper.ts";
import { type Asked, KEPT, mergePages, NO_PAGES } from "./page-cache.ts";

const list: Asked = { base: "tasks", until: null, keepOrder: false };
const view = (...rows: TaskRow[]): TasksView => ({
  info: someInfo({ matching: rows.length }),
  lists: { tasks: rows },
});
const keys = (rows: readonly TaskRow[] | undefined) => rows?.map((row) => row.key);

describe("mergePages", () => {
  it("keeps the reference while nothing changed", () => {
    const page = view(aRow("a"));
    const cache = mergePages(NO_PAGES, list, [{ page: 0, view: page }]);
    expect(mergePages(cache, list, [{ page: 0, view: page }])).toBe(cache);
    expect(mergePages(cache, list, [{ page: 0, view: null }])).toBe(cache);
  });

  it("shows the old rows, marked as such, until the new list answers", () => {
    const cache = mergePages(NO_PAGES, list, [{ page: 0, view: view(aRow("a")) }]);
    const asking = mergePages(cache, { ...list, base: "tasks?name=x" }, [{ page: 0, view: null }]);
    expect(asking.stale).toBe(true);
    expect(keys(asking.pages.get(0))).toEqual(["a"]);
    const answered = mergePages(asking, { ...list, base: "tasks?name=x" }, [
      { page: 0, view: view(aRow("x")) },
    ]);
    expect(answered).toMatchObject({ stale: false, base: "tasks?name=x" });
    expect([...answered.pages.keys()]).toEqual([0]);
    expect(keys(answered.pages.get(0))).toEqual(["x"]);
  });

  it("does not let rows move or vanish while the order is held, yet shows what is new about them", () => {
    const held = { ...list, until: 5, keepOrder: true };
    const cache = mergePages(NO_PAGES, held, [{ page: 0, view: view(aRow("a"), aRow("b")) }]);
    const done = aRow("b", { state: "SUCCESS" });
    const next = mergePages(cache, held, [{ page: 0, view: view(done, aRow("c")) }]);
    expect(keys(next.pages.get(0))).toEqual(["a", "b"]);
    expect(next.pages.get(0)?.[1]).toBe(done);
    const caughtUp = mergePages(next, { ...held, until: 9 }, [{ page: 0, view: view(aRow("z"), done) }]);
    expect(keys(caughtUp.pages.get(0))).toEqual(["z", "b"]);
  });

  it("does not let rows move in the moment in which a list that flowed is held", () => {
    const flowing = mergePages(NO_PAGES, list, [{ page: 0, view: view(aRow("a"), aRow("b")) }]);
    const held = { ...list, until: 5, keepOrder: true };
    const asking = mergePages(flowing, held, [{ page: 0, view: null }]);
    const answered = mergePages(asking, held, [{ page: 0, view: view(aRow("now it matches"), aRow("a")) }]);
    expect(keys(answered.pages.get(0))).toEqual(["a", "b"]);
    const flowingAgain = mergePages(answered, list, [{ page: 0, view: view(aRow("now it matches")) }]);
    expect(keys(flowingAgain.pages.get(0))).toEqual(["now it matches"]);
  });

  it("takes what is told about the list from page 0 only", () => {
    const cache = mergePages(NO_PAGES, list, [{ page: 0, view: view(aRow("a")) }]);
    const next = mergePages(cache, list, [{ page: 3, view: view(aRow("b"), aRow("c")) }]);
    expect(next.info?.matching).toBe(1);
    expect([...next.pages.keys()]).toEqual([0, 3]);
  });

  it("forgets the pages farthest away", () => {
    let cache = NO_PAGES;
    for (let page = 0; page <= KEPT + 3; page++)
      cache = mergePages(cache, list, [{ page, view: view(aRow(`${page}`)) }]);
    expect(cache.pages.size).toBe(KEPT);
    expect(Math.min(...cache.pages.keys())).toBe(4);
  });
});
