// @vitest-environment jsdom
// Guards: each dialog sends what was typed, says why it cannot, and shows every worker's answer.
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { AutoscaleForm } from "./autoscale-form.tsx";
import { CustomDialog } from "./custom-dialog.tsx";
import { StampsDialog } from "./stamps-dialog.tsx";
import { WhereDialog } from "./where-dialog.tsx";

const sent: { path: string; body: unknown }[] = [];
let outcome: object;
beforeEach(() => {
  sent.length = 0;
  outcome = { ticket: "t", expected: 1, replies: [], missing: [], tookMs: 1 };
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    if (path === "/api/v1/me") return Response.json({ name: "ann", role: "admin", authenticated: true });
    sent.push({ path, body: JSON.parse(String(init?.body)) });
    return Response.json(outcome);
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
const noop = () => undefined;
const reply = (hostname: string, value: unknown, ok = true, text = "") => ({ hostname, ok, text, value });

it("asks where a task is and shows who holds it, who does not, and who is silent", async () => {
  const value = { u1: ["reserved", {}] };
  outcome = { ...outcome, replies: [reply("w@a", value), reply("w@b", {})], missing: ["w@c"] };
  render(<WhereDialog open onOpenChange={noop} uuid="u1" />);
  expect(await screen.findByText("reserved")).toBeTruthy();
  expect(screen.getByText(/waits for a free process/)).toBeTruthy();
  expect(screen.getByText("does not hold it")).toBeTruthy();
  expect(screen.getByText(/No answer from w@c/)).toBeTruthy();
  expect(sent[0]).toEqual({
    path: "/api/v1/commands/query_task",
    body: { arguments: { ids: ["u1"] }, destination: null },
  });
});

it("sends a custom command with its JSON, and nothing that is no object", async () => {
  outcome = {
    ...outcome,
    replies: [reply("w@a", { ok: "night" }, true, "night"), reply("w@b", null, false, "KeyError: x")],
  };
  render(<CustomDialog open onOpenChange={noop} />);
  fireEvent.change(await screen.findByLabelText("Name"), { target: { value: "set_mode" } });
  const json = screen.getByLabelText(/Arguments/);
  fireEvent.change(json, { target: { value: "[1]" } });
  expect(screen.getByText(/Must be an object/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Send" }));
  fireEvent.change(json, { target: { value: '{"mode": "night"}' } });
  fireEvent.change(screen.getByLabelText("Workers"), { target: { value: "w@*" } });
  fireEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(await screen.findByText("KeyError: x")).toBeTruthy();
  expect(sent).toEqual([
    {
      path: "/api/v1/custom-commands/set_mode",
      body: { arguments: { mode: "night" }, destination: null, pattern: "w@*", reason: null },
    },
  ]);
});

it("revokes by stamped headers on every worker, and says what old ones answer", async () => {
  render(<StampsDialog open onOpenChange={noop} />);
  expect(await screen.findByText(/before Celery 5.3/)).toBeTruthy();
  fireEvent.change(screen.getByLabelText("Stamped header"), { target: { value: "tenant" } });
  fireEvent.change(screen.getByLabelText(/Values/), { target: { value: "acme, globex" } });
  fireEvent.click(screen.getByLabelText(/Also stop those/));
  fireEvent.click(screen.getByRole("button", { name: "Revoke by stamped headers" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({
    destination: null,
    arguments: { headers: { tenant: ["acme", "globex"] }, terminate: true },
  });
});

/** As `stats` tells it. */
const NOW = { min: 2, max: 6, current: 3 };

it("sets an autoscale range only where there is one, and never upside down", async () => {
  const { rerender } = render(
    <AutoscaleForm destination={["w@a"]} range={null} disabledReason="This worker has no autoscaler." />,
  );
  expect(screen.getByRole("button").getAttribute("aria-disabled")).toBe("true");
  rerender(<AutoscaleForm destination={["w@a"]} range={NOW} disabledReason={null} />);
  fireEvent.change(screen.getByLabelText("Minimum"), { target: { value: "9" } });
  expect(await screen.findByText("Must not be more than max.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Set range" }));
  fireEvent.change(screen.getByLabelText("Minimum"), { target: { value: "4" } });
  fireEvent.click(screen.getByRole("button", { name: "Set range" }));
  await waitFor(() =>
    expect(sent.map(({ body }) => body)).toMatchObject([{ arguments: { min: 4, max: 6 } }]),
  );
});
