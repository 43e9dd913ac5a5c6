import { describe, expect, it } from "vitest";
import { NO_FILTER } from "#lib/tasks/filter.ts";
import { someInfo } from "../fixtures.test-helper.ts";
import { prepareChips, prepareFacets } from "./facets.ts";

const info = someInfo({ byName: [["mail.send", 7]] });

describe("facets", () => {
  it("adds a state to those chosen, and takes it away again", () => {
    const filter = { ...NO_FILTER, states: ["FAILURE" as const] };
    const of = (state: string) =>
      prepareFacets(filter, info).states.find((one) => one.value === state)?.change;
    expect(of("RETRY")).toEqual({ states: ["RETRY", "FAILURE"] });
    expect(of("FAILURE")).toEqual({ states: [] });
  });

  it("lists a chosen value even when it is not among the most frequent", () => {
    const { groups } = prepareFacets({ ...NO_FILTER, name: "billing.*" }, info);
    const names = groups.find(({ field }) => field === "name");
    expect(names?.items).toEqual([
      { value: "billing.*", count: null, on: true, change: { name: null } },
      { value: "mail.send", count: 7, on: false, change: { name: "mail.send" } },
    ]);
  });

  it("does not call a count zero that is not known", () => {
    expect(prepareFacets(NO_FILTER, null).states.every((one) => one.count === null)).toBe(true);
  });

  it("makes one chip of each restriction", () => {
    const filter = {
      ...NO_FILTER,
      states: ["RETRY" as const, "FAILURE" as const],
      queue: "mail",
      text: "refused",
    };
    expect(prepareChips(filter)).toEqual([
      { field: "state", value: "retry,failure", change: { states: [] } },
      { field: "queue", value: "mail", change: { queue: null } },
    ]);
  });
});
