// @vitest-environment jsdom
// Guards: a note that is being written stays when somebody else acknowledges, and no dialog opens by itself later.
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { FindingRow } from "#lib/live/views.ts";
import { AcknowledgeButton } from "./acknowledge-button.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const OPEN: FindingRow = {
  key: "queue-behind:mail",
  level: "bad",
  subject: "Queue mail",
  text: "has 3 messages waiting and no consumer",
  since: null,
  openedAt: 1,
  action: null,
};
const KNOWN: FindingRow = { ...OPEN, acknowledged: { by: "ada", at: 2, note: null } };

it("is one button for both, and keeps the dialog that is open", async () => {
  vi.stubGlobal("fetch", async (path: string) =>
    path.endsWith("/me")
      ? Response.json({ name: "ada", role: "admin", naturalTime: true })
      : Response.json({}),
  );
  const { rerender } = render(<AcknowledgeButton finding={OPEN} />);
  const button = screen.getByRole("button", { name: "Acknowledge: Queue mail, queue behind" });
  await vi.waitFor(() => expect(button.getAttribute("aria-disabled")).toBeNull());
  fireEvent.click(button);
  const note = await screen.findByLabelText<HTMLInputElement>("Note (optional)");
  fireEvent.change(note, { target: { value: "on it" } });
  rerender(<AcknowledgeButton finding={KNOWN} />);
  expect(screen.getByLabelText<HTMLInputElement>("Note (optional)").value).toBe("on it");
  fireEvent.click(screen.getByRole("button", { name: "Acknowledge" }));
  await vi.waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByRole("button", { name: "Undo acknowledgement: Queue mail, queue behind" })).toBe(button);
});
