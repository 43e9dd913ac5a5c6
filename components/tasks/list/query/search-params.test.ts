import { describe, expect, it } from "vitest";
import { isFiltered, NEWEST_FIRST, NO_FILTER } from "#lib/tasks/filter.ts";
import { listParams, nextSort, toFilter } from "./search-params.ts";

describe("list address", () => {
  it("reads states in any order and case, and prints them in one", () => {
    expect(listParams.states.parse("retry,FAILURE,nonsense")).toEqual(["RETRY", "FAILURE"]);
    expect(listParams.states.serialize(["FAILURE", "RETRY"])).toBe("RETRY,FAILURE");
  });

  it("reads and prints an order, and takes an unknown one for none", () => {
    expect(listParams.sort.parse("-runtime")).toEqual({ by: "runtime", descending: true });
    expect(listParams.sort.serialize({ by: "name", descending: false })).toBe("name");
    expect(listParams.sort.parse("-constructor")).toBeNull();
  });

  it("makes a filter that a topic accepts out of whatever was typed", () => {
    const filter = toFilter({
      ...NO_FILTER,
      name: "x".repeat(600),
      queue: "",
      text: ` \u0000${"x".repeat(600)} `,
    });
    expect(filter).toEqual({ ...NO_FILTER, text: "x".repeat(512) });
    expect(isFiltered(filter)).toBe(true);
    expect(isFiltered(NO_FILTER)).toBe(false);
  });

  it("A3: keeps the names that a link gave, whatever they hold", () => {
    const names = { name: " a\r", worker: " ", queue: "\u0001\ud800" };
    expect(toFilter({ ...NO_FILTER, ...names })).toEqual({ ...NO_FILTER, ...names });
  });

  it("goes through both orders of a column and back to newest first", () => {
    const first = nextSort(NEWEST_FIRST, "runtime", true);
    const second = nextSort(first, "runtime", true);
    expect([first, second, nextSort(second, "runtime", true)]).toEqual([
      { by: "runtime", descending: true },
      { by: "runtime", descending: false },
      NEWEST_FIRST,
    ]);
  });
});
