// @vitest-environment jsdom
// Guards: what was typed before the address changed (Back, a link) is not run after.
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { readFilter } from "#lib/tasks/filter-query.ts";
import { useDraft } from "./use-draft.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function filterOf(query: string): TaskFilter {
  const read = readFilter(query);
  if (!read.ok) throw new Error(query);
  return read.filter;
}

it("runs what is typed once it rests, but not when the query was changed from outside since", () => {
  vi.useFakeTimers();
  const onNarrow = vi.fn();
  const { result, rerender } = renderHook(({ filter }) => useDraft(filter, onNarrow), {
    initialProps: { filter: filterOf("refused") },
  });
  act(() => result.current.type("refused by", 10));
  act(() => vi.advanceTimersByTime(2_000));
  expect(onNarrow).toHaveBeenCalledOnce();
  act(() => result.current.type("refused by peer", 15));
  rerender({ filter: filterOf("timed") });
  expect(result.current.draft).toBe("timed");
  act(() => vi.advanceTimersByTime(2_000));
  expect(onNarrow).toHaveBeenCalledOnce();
});
