import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAGE_SIZE } from "#lib/live/views.ts";
import { aRow } from "../../fixtures.test-helper.ts";
import { holdOrder, indexOf, MARGIN, pagesInView, rowAt, SLOTS, slotPages } from "./pages.ts";

describe("pagesInView", () => {
  it("opens page 0 of an empty list", () => {
    expect(pagesInView(0, 0, 0)).toEqual([0]);
  });

  it("opens the next page before its first row is seen", () => {
    expect(pagesInView(20, 49, 1000)).toEqual([0]);
    expect(pagesInView(21, 50, 1000)).toEqual([0, 1]);
  });

  it("opens only what the list has", () => {
    expect(pagesInView(90, 130, 101)).toEqual([0, 1]);
    expect(pagesInView(5000, 5030, 101)).toEqual([0, 1]);
  });

  it("covers every visible row with at most SLOTS pages, for any viewport up to 100 rows", () => {
    const anywhere = fc.tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 100 }), fc.nat(1_000_000));
    fc.assert(
      fc.property(anywhere, ([first, height, matching]) => {
        const last = first + height - 1;
        const pages = pagesInView(first, last, matching);
        expect(pages.length).toBeLessThanOrEqual(SLOTS);
        const end = Math.max(0, matching - 1);
        for (const index of [first, last].map((at) => Math.min(at, end))) {
          expect(pages).toContain(Math.floor(index / PAGE_SIZE));
        }
      }),
    );
  });
});

describe("slotPages", () => {
  it("gives every open page a slot of its own, the same one while the window moves", () => {
    expect(slotPages([4, 5, 6])).toEqual([6, 4, 5]);
    expect(slotPages([5, 6])).toEqual([6, null, 5]);
    expect(MARGIN * 2 + 100).toBeLessThan(SLOTS * PAGE_SIZE);
  });
});

describe("rows of pages", () => {
  const pages = new Map([[2, [aRow("a"), aRow("b")]]]);

  it("finds a row by its index and an index by its row", () => {
    expect(rowAt(pages, 201)?.key).toBe("b");
    expect(rowAt(pages, 202)).toBeNull();
    expect(rowAt(pages, 0)).toBeNull();
    expect(indexOf(pages, "b")).toBe(201);
    expect(indexOf(pages, "x")).toBeNull();
  });

  it("holds the order, with what is new about each row", () => {
    const done = aRow("a", { state: "SUCCESS" });
    expect(holdOrder([aRow("a"), aRow("gone")], [aRow("new"), done])).toEqual([done, aRow("gone")]);
  });
});
