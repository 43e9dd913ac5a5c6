import { expect, test } from "vitest";
import { BOUNDS } from "../bounds/bounds.ts";
import { Families } from "./families.ts";

test("a family that is full still knows how many it has", () => {
  const families = new Families();
  const { limit } = BOUNDS.workflow;
  for (let row = 0; row < limit + 204; row += 1) families.join("root", row);
  families.join("other", 9_999);
  expect(families.of("root")).toHaveLength(limit);
  expect(families.beyond("root")).toBe(204);
  expect(families.beyond("other")).toBe(0);
  families.leave("root", limit + 7);
  expect(families.beyond("root")).toBe(203);
  families.leave("root", 3);
  expect([families.of("root").length, families.beyond("root")]).toEqual([limit - 1, 203]);
  for (let row = limit; row < limit + 203; row += 1) families.leave("root", row);
  expect(families.beyond("root")).toBe(0);
});
