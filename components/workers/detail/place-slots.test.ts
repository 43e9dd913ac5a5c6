import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Slot } from "./merge-slots.ts";
import { placeSlots } from "./place-slots.ts";

const slots = (...keys: string[]): Slot[] => keys.map((key) => ({ key, pid: null, task: null }));

describe("placeSlots", () => {
  it("leaves a running task on its line and gives the free line to the next one", () => {
    const first = placeSlots([], slots("a", "b", "c"), 4);
    expect(first).toEqual(["a", "b", "c", null]);
    const second = placeSlots(first, slots("a", "c"), 4);
    expect(second).toEqual(["a", null, "c", null]);
    expect(placeSlots(second, slots("c", "d", "a"), 4)).toEqual(["a", "d", "c", null]);
  });

  it("grows beyond the pool when more runs than it has, and shrinks again", () => {
    const many = placeSlots([], slots("a", "b", "c"), 2);
    expect(many).toEqual(["a", "b", "c"]);
    expect(placeSlots(many, slots("a"), 2)).toEqual(["a", null]);
  });

  it("never moves a task that runs on, shows each once, and is stable when nothing changed", () => {
    const uuids = fc.uniqueArray(fc.constantFrom(...Array.from("abcdef")));
    fc.assert(
      fc.property(fc.array(uuids), fc.nat(4), (steps, lines) => {
        let before = placeSlots([], [], lines);
        for (const step of steps) {
          const after = placeSlots(before, slots(...step), lines);
          for (const key of step) expect(after.filter((other) => other === key)).toEqual([key]);
          for (const [line, key] of before.entries()) {
            if (key !== null && step.includes(key)) expect(after[line]).toBe(key);
          }
          expect(after.filter((key) => key !== null).length).toBe(step.length);
          expect(placeSlots(after, slots(...step), lines)).toEqual(after);
          before = after;
        }
      }),
    );
  });
});
