import { expect, test } from "vitest";
import { kept, move, NONE_PICKED, pick, pickAll } from "./picks.ts";

const SHOWN = ["a", "b", "c", "d"];
const keys = (picks: { readonly keys: ReadonlySet<string> }) => [...picks.keys].sort().join("");

test("one by one, and everything from the last one ticked", () => {
  const one = pick(NONE_PICKED, "b", false, SHOWN);
  expect(keys(one)).toBe("b");
  expect(keys(pick(one, "d", true, SHOWN))).toBe("bcd");
  expect(keys(pick(one, "a", true, SHOWN))).toBe("ab");
  expect(keys(pick(one, "b", false, SHOWN))).toBe("");
  expect(keys(pick(NONE_PICKED, "c", true, SHOWN))).toBe("c");
});

test("all or none, and the keyboard's place", () => {
  const all = pickAll(pick(NONE_PICKED, "b", false, SHOWN), SHOWN);
  expect(keys(all)).toBe("abcd");
  expect(keys(pickAll(all, SHOWN))).toBe("");
  const first = move(NONE_PICKED, 1, SHOWN);
  expect(first.cursor).toBe("a");
  expect(move(move(first, 1, SHOWN), -1, SHOWN).cursor).toBe("a");
  expect(move({ ...first, cursor: "d" }, 1, SHOWN).cursor).toBe("d");
  expect(kept(all, ["b", "gone"])).toEqual(["b"]);
});
