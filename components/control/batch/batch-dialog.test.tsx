// @vitest-environment jsdom
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import { NO_FILTER } from "#lib/tasks/filter.ts";
import { BatchDialog } from "./batch-dialog.tsx";
import type { BatchSelection } from "./batch-selection.ts";

configure({ asyncUtilTimeout: 10_000 });
vi.mock("next/navigation", () => ({ useRouter: () => ({ push: vi.fn() }) }));

const CUT = "The arguments were cut by Celery.";
const found = (over: Partial<Preflight> = {}): Preflight => ({
  total: 1,
  pin: { id: "pin-1", at: Date.now(), expiresAt: 0 },
  classes: { replayable: 0, repairable: 1, blocked: 0 },
  problems: [{ class: "repairable", text: CUT, count: 1 }],
  notes: [],
  callbacks: "Callbacks are not sent.",
  items: [
    {
      key: "u1",
      name: "mail.send",
      class: "repairable",
      problems: [CUT],
      notes: [],
      source: "events",
      queue: "mail",
      args: "(1, ...)",
      kwargs: "{}",
      draft: { args: "[1]", kwargs: "{}" },
    },
  ],
  ...over,
});

let answers: { preflight: unknown; batch: Response };
beforeEach(() => {
  answers = { preflight: found(), batch: Response.json({ key: "b1", kind: "retry", total: 1 }) };
  vi.stubGlobal(
    "fetch",
    vi.fn(async (path: string) =>
      String(path).endsWith("preflight") ? Response.json(answers.preflight) : answers.batch.clone(),
    ),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const open = (onBegun = vi.fn(), selection: BatchSelection = { uuids: ["u1"] }) => {
  const onOpenChange = vi.fn();
  render(
    <BatchDialog open onOpenChange={onOpenChange} kind="retry" selection={selection} onBegun={onBegun} />,
  );
  return { onBegun, onOpenChange };
};
const begun = () => vi.mocked(fetch).mock.calls.filter(([path]) => path === "/api/v1/batches");
const button = () => screen.getByRole("button", { name: "Retry this task" });

it("A11: sends mended arguments exactly as they were typed for the task that was looked at, and nothing before they can be read", async () => {
  const { onBegun, onOpenChange } = open();
  const args = await screen.findByLabelText("Arguments (JSON list)");
  expect(button().getAttribute("aria-disabled")).toBe("true");
  fireEvent.change(args, { target: { value: "[1, " } });
  expect(await screen.findByText(/Not JSON/)).not.toBeNull();
  fireEvent.change(args, { target: { value: "[12345678901234567890, 1.0]" } });
  await waitFor(() => expect(button().getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(button());
  await waitFor(() => expect(onBegun).toHaveBeenCalledWith({ key: "b1", kind: "retry", total: 1 }));
  expect(onOpenChange).toHaveBeenCalledWith(false);
  const body = String(begun()[0]?.[1]?.body);
  expect(body).toContain('"edits": {"u1": {"args": [12345678901234567890, 1.0], "kwargs": {}}}');
  expect(JSON.parse(body)).toMatchObject({ kind: "retry", selection: { pin: "pin-1" } });
});

it("stays open with the reason when it is refused, and looks again when the pin has expired", async () => {
  answers.preflight = found({
    classes: { replayable: 1, repairable: 0, blocked: 0 },
    problems: [],
    items: [],
  });
  const message = "This preview is no longer kept. Nothing was done; preview again.";
  const error = { code: "conflict", message, details: {} };
  answers.batch = Response.json({ error }, { status: 409 });
  const { onOpenChange } = open();
  await waitFor(() => expect(button().getAttribute("aria-disabled")).toBeNull());
  const before = vi.mocked(fetch).mock.calls.length;
  fireEvent.click(button());
  expect(await screen.findByText(/preview again/)).not.toBeNull();
  await waitFor(() => expect(vi.mocked(fetch).mock.calls.length).toBe(before + 2));
  expect(onOpenChange).not.toHaveBeenCalledWith(false);
});

it("offers nothing when nothing is left to do", async () => {
  answers.preflight = found({
    classes: { replayable: 0, repairable: 0, blocked: 1 },
    problems: [{ class: "blocked", text: "It has already been retried.", count: 1 }],
    items: [],
  });
  open();
  expect(await screen.findByText("1 × It has already been retried.")).not.toBeNull();
  expect(button().getAttribute("aria-disabled")).toBe("true");
});

it("A11: confirms exactly the tasks that were looked at, by their pin", async () => {
  answers.preflight = found({
    total: 41,
    classes: { replayable: 41, repairable: 0, blocked: 0 },
    problems: [],
    items: [],
  });
  open(undefined, { filter: { ...NO_FILTER, states: ["FAILURE"] }, matching: 40 });
  fireEvent.click(await screen.findByRole("button", { name: "Retry 41 tasks" }));
  expect(screen.getByText(/matched/).textContent).toMatch(
    /^41 tasks matched state FAILURE at [\d:]+\. Tasks that match later/,
  );
  await waitFor(() => expect(begun()).toHaveLength(1));
  expect(JSON.parse(String(begun()[0]?.[1]?.body)).selection).toEqual({ pin: "pin-1" });
});
