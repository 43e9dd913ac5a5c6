// @vitest-environment jsdom
import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useHeldRows } from "./use-held-rows.ts";

const row = (key: string, state = "STARTED") => ({ key, state });

it("stands still while held, changes rows in place, counts what is newer, and catches up when let go", () => {
  const start = [row("b"), row("a")];
  const hook = renderHook(({ rows, held }) => useHeldRows(rows, held), {
    initialProps: { rows: start, held: false },
  });
  expect(hook.result.current).toEqual({ shown: start, newer: 0 });
  const later = [row("d"), row("c"), row("b", "SUCCESS")];
  hook.rerender({ rows: later, held: true });
  expect(hook.result.current).toEqual({ shown: [row("b", "SUCCESS"), row("a")], newer: 2 });
  hook.rerender({ rows: [row("e"), ...later], held: true });
  expect(hook.result.current.newer).toBe(3);
  hook.rerender({ rows: later, held: false });
  expect(hook.result.current.shown).toBe(later);
});

it("shows the first rows even when the pointer was there before them", () => {
  const hook = renderHook(({ rows }) => useHeldRows(rows, true), {
    initialProps: { rows: [] as { key: string }[] },
  });
  hook.rerender({ rows: [row("a")] });
  expect(hook.result.current.shown.map(({ key }) => key)).toEqual(["a"]);
});
