import { describe, expect, it } from "vitest";
import { extend, MAX_SELECTED, NOTHING, type Selection, toggle, toggleAll } from "./selection.ts";

const shown = ["a", "b", "c", "d", "e"];
const keys = (selection: Selection): string[] => [...selection.keys].sort();

describe("selection", () => {
  it("ticks and unticks one", () => {
    expect(keys(toggle(NOTHING, "a"))).toEqual(["a"]);
    expect(keys(toggle(toggle(NOTHING, "a"), "a"))).toEqual([]);
  });

  it("ticks a range in either direction from the row last ticked", () => {
    expect(keys(extend(toggle(NOTHING, "b"), "d", shown))).toEqual(["b", "c", "d"]);
    expect(keys(extend(toggle(NOTHING, "d"), "b", shown))).toEqual(["b", "c", "d"]);
  });

  it("keeps the anchor, so that a range can be drawn out further", () => {
    const drawn = extend(extend(toggle(NOTHING, "b"), "c", shown), "e", shown);
    expect(keys(drawn)).toEqual(["b", "c", "d", "e"]);
  });

  it("ticks one row where the anchor is out of view", () => {
    expect(keys(extend(toggle(NOTHING, "elsewhere"), "c", shown))).toEqual(["c", "elsewhere"]);
  });

  it("ticks all that are shown, and unticks them when all are", () => {
    const all = toggleAll(toggle(NOTHING, "elsewhere"), shown);
    expect(keys(all)).toEqual(["a", "b", "c", "d", "e", "elsewhere"]);
    expect(keys(toggleAll(all, shown))).toEqual(["elsewhere"]);
  });

  it("never holds more than one command carries", () => {
    const many = Array.from({ length: MAX_SELECTED + 5 }, (_, index) => `t${index}`);
    const all = toggleAll(NOTHING, many);
    expect(all.keys.size).toBe(MAX_SELECTED);
    expect(toggle(all, "one-more").keys.size).toBe(MAX_SELECTED);
  });
});
