// @vitest-environment jsdom
// Guards the activity page: what is shown of a command, narrowing it, and saying which nothing there is.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { ActivityPage } from "./activity-page.tsx";

afterEach(cleanup);

const ENTRY: AuditEntry = {
  id: "1",
  cluster: "celery",
  at: 2_000,
  phase: "finished",
  actor: "ada",
  source: "10.0.0.1",
  command: "rate_limit",
  args: { task_name: "shop.add", rate_limit: "1/m" },
  destination: ["celery@a"],
  reason: "too fast",
  outcome: {
    ticket: "t-1",
    expected: 2,
    answered: 1,
    failed: 1,
    missing: ["celery@b"],
    replies: [{ hostname: "celery@a", ok: false, text: "unknown task" }],
  },
  refusal: null,
};
const ALL = { text: "", command: null, actor: null, result: null };

it("tells who, what, on what, why, and what every worker answered", () => {
  render(<ActivityPage entries={[ENTRY]} stale={null} filter={ALL} onFilter={() => undefined} />);
  const [row] = screen.getAllByRole("listitem");
  for (const part of [
    "ada",
    "rate_limit",
    "task_name=shop.add",
    "celery@a",
    "too fast",
    "Partly done",
    "1 of 2 answered",
  ]) {
    expect(row?.textContent).toContain(part);
  }
  expect(screen.getByRole("combobox", { name: "Command" }).textContent).toContain("All commands");
  expect(row?.textContent).toContain("unknown task");
  expect(row?.textContent).toContain("No answer fromcelery@b");
});

it("narrows by text, and tells no match from nothing yet", () => {
  const onFilter = vi.fn();
  const { rerender } = render(
    <ActivityPage entries={[ENTRY]} stale={null} filter={ALL} onFilter={onFilter} />,
  );
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "mail" } });
  expect(onFilter).toHaveBeenCalledWith({ ...ALL, text: "mail" });
  rerender(
    <ActivityPage entries={[ENTRY]} stale={null} filter={{ ...ALL, text: "mail" }} onFilter={onFilter} />,
  );
  expect(screen.getByText("No commands match")).toBeTruthy();
  expect(screen.getByText(/0 of 1 command/)).toBeTruthy();
  rerender(<ActivityPage entries={[]} stale={null} filter={ALL} onFilter={onFilter} />);
  expect(screen.getByText("No commands sent yet")).toBeTruthy();
});
