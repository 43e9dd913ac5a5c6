// @vitest-environment jsdom
// Guards: a row that comes to be first in the order asked for does not push others from under the pointer.
import { cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { useKeptOrder } from "./use-kept-order.ts";

afterEach(cleanup);

const rows = (...keys: string[]) => keys.map((key) => ({ key }));
const first = { sorted: rows("a", "b", "c"), wish: "name", held: true };
const start = () =>
  renderHook(({ sorted, wish, held }) => useKeptOrder(sorted, wish, held), { initialProps: first });
const shown = (hook: ReturnType<typeof start>) => hook.result.current.rows.map(({ key }) => key).join("");

it("keeps rows where they are, puts new ones last, and says that the order is another", () => {
  const hook = start();
  expect([shown(hook), hook.result.current.outdated]).toEqual(["abc", false]);
  hook.rerender({ ...first, sorted: rows("c", "a", "b") });
  expect([shown(hook), hook.result.current.outdated]).toEqual(["abc", true]);
  hook.rerender({ ...first, sorted: rows("new", "c", "b") });
  expect(shown(hook)).toBe("bcnew");
});

it("follows when another order is asked for, and when nobody holds it", () => {
  const hook = start();
  hook.rerender({ ...first, sorted: rows("c", "b", "a"), wish: "load" });
  expect([shown(hook), hook.result.current.outdated]).toEqual(["cba", false]);
  hook.rerender({ sorted: rows("a", "b", "c"), wish: "load", held: false });
  expect(shown(hook)).toBe("abc");
});
