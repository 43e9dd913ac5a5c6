// @vitest-environment jsdom
// Guards: whoever clears the query with the keyboard goes on in the box, and a touch raises no keyboard.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { type ReactNode, useState } from "react";
import { afterEach, expect, it } from "vitest";
import { NO_FILTER, type TaskFilter } from "#lib/tasks/filter.ts";
import { QueryBox } from "./query-box.tsx";

afterEach(cleanup);

function Box(): ReactNode {
  const [filter, setFilter] = useState<TaskFilter>({ ...NO_FILTER, states: ["FAILURE"], name: "a" });
  return (
    <QueryBox
      filter={filter}
      info={null}
      onNarrow={(change) => setFilter({ ...filter, ...change })}
      onClear={() => setFilter(NO_FILTER)}
    />
  );
}

it.each([
  ["the keyboard", 0, true],
  ["a pointer", 1, false],
])("keeps the focus in the box after a chip is removed, and all is cleared, with %s", (_, detail, kept) => {
  render(<Box />);
  const input = screen.getByRole("combobox", { name: "Filter tasks" });
  fireEvent.click(screen.getByRole("button", { name: "Remove name:a" }), { detail });
  expect(document.activeElement === input).toBe(kept);
  input.blur();
  fireEvent.click(screen.getByRole("button", { name: "Clear all" }), { detail });
  expect(screen.queryByRole("button", { name: "Clear all" })).toBeNull();
  expect(document.activeElement === screen.getByRole("combobox")).toBe(kept);
});
