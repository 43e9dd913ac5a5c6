// @vitest-environment jsdom
// Guards: a call fills the form with what is known of it exactly, and says what is not; nothing is sent.
import { cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { LastCalls } from "./last-calls.tsx";

configure({ asyncUtilTimeout: 10_000 });
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const LONG = "x".repeat(300);
const TASK = { key: "u/1", state: "SUCCESS", args: `('${LONG.slice(0, 150)}…`, kwargs: "{}", sentAt: 1 };

/** Answers the list and one task; gives back what was asked. */
function answerWith(args: string, kwargs: string): string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, { method }: { method: string }) => {
    asked.push(`${method} ${path}`);
    if (path.includes("?")) return Response.json({ rows: [TASK], total: 1 });
    return Response.json(path.endsWith("/me") ? { naturalTime: true } : { args, kwargs, queue: "mail" });
  });
  return asked;
}

it("fills the form with the whole arguments of a call, and sends nothing", async () => {
  const asked = answerWith(`('${LONG}', 12345678901234567890)`, "{'a': None}");
  const onUse = vi.fn();
  render(<LastCalls name=" mail.send " sent={0} onUse={onUse} />);
  fireEvent.click(await screen.findByRole("button", { name: /^Use the arguments/ }));
  await vi.waitFor(() =>
    expect(onUse).toHaveBeenCalledWith({
      args: `["${LONG}", 12345678901234567890]`,
      kwargs: '{"a": null}',
      queue: "mail",
    }),
  );
  expect(screen.queryByRole("list", { name: "Check before sending" })).toBeNull();
  expect(asked).toContain("GET /api/v1/tasks?name=mail.send&limit=10");
  expect(asked.every((line) => line.startsWith("GET "))).toBe(true);
});

it("says what of a call is not known exactly", async () => {
  answerWith("(1, '********')", "{'a': <object at 0x1>}");
  const onUse = vi.fn();
  const { rerender } = render(<LastCalls name="mail.send" sent={0} onUse={onUse} />);
  fireEvent.click(await screen.findByRole("button", { name: /^Use the arguments/ }));
  const list = await screen.findByRole("list", { name: "Check before sending" });
  expect(list.children.length).toBe(2);
  expect(onUse).toHaveBeenCalledOnce();
  rerender(<LastCalls name="mail.other" sent={0} onUse={onUse} />);
  expect(screen.queryByRole("list", { name: "Check before sending" }), "of another task").toBeNull();
});

it("asks nothing without a name", () => {
  const asked = answerWith("()", "{}");
  render(<LastCalls name=" " sent={0} onUse={() => undefined} />);
  expect(screen.getByText("Enter a name to see its last calls")).toBeTruthy();
  expect(asked.filter((line) => line.includes("tasks"))).toEqual([]);
});
