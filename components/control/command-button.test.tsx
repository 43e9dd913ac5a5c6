// @vitest-environment jsdom
// Guards: a destructive command never leaves without the dialog, a cheap one leaves at once and only once.
import { cleanup, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CommandButton } from "./command-button.tsx";

// What is fetched on first use comes late on a machine under load.
configure({ asyncUtilTimeout: 10_000 });

const sent: { url: string; body: unknown }[] = [];
let answer: () => Promise<Response>;
const outcome = { ticket: "t", expected: 1, replies: [], missing: [], tookMs: 1 };

beforeEach(() => {
  sent.length = 0;
  answer = async () => Response.json(outcome);
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    if (init.method !== "POST") return Response.json({ name: "ann", role: "admin", authenticated: true });
    sent.push({ url, body: JSON.parse(String(init.body)) });
    return answer();
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it("sends a cheap command at once, and not again while it is under way", async () => {
  let release: (response: Response) => void = () => undefined;
  answer = () => new Promise((resolve) => (release = resolve));
  render(<CommandButton command="ping" destination={["celery@a"]} />);
  const button = screen.getByRole("button", { name: "Ping" });
  fireEvent.click(button);
  fireEvent.click(button);
  await waitFor(() => expect(button.getAttribute("aria-busy")).toBe("true"));
  fireEvent.click(button);
  expect(sent).toEqual([
    { url: "/api/v1/commands/ping", body: { destination: ["celery@a"], arguments: {}, reason: null } },
  ]);
  release(Response.json(outcome));
  await waitFor(() => expect(button.getAttribute("aria-busy")).toBeNull());
  fireEvent.click(button);
  expect(sent.length).toBe(2);
});

it("asks before a shutdown, says what runs there, and sends the reason", async () => {
  const running = [{ uuid: "u-1", name: "mail.send" }];
  render(<CommandButton command="shutdown" destination={["celery@a"]} running={running} />);
  fireEvent.click(screen.getByRole("button", { name: "Shut down" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Shut down celery@a?" });
  expect(sent).toEqual([]);
  expect(dialog.textContent).toContain("1 task is running on it");
  expect(within(dialog).getByRole("link").textContent).toBe("mail.send");
  fireEvent.change(within(dialog).getByLabelText("Reason (optional)"), { target: { value: " deploy " } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Shut down" }));
  await waitFor(() => expect(sent.length).toBe(1));
  expect(sent[0]?.body).toEqual({ destination: ["celery@a"], arguments: {}, reason: "deploy" });
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
});

it("sends nothing when the dialog is cancelled", async () => {
  render(<CommandButton command="shutdown" destination={["celery@a"]} />);
  fireEvent.click(screen.getByRole("button", { name: "Shut down" }));
  const dialog = await screen.findByRole("alertdialog");
  fireEvent.click(within(dialog).getByRole("button", { name: "Cancel" }));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  expect(sent).toEqual([]);
});

it("is off, and says why, when it makes no sense", () => {
  render(<CommandButton command="ping" destination={["celery@a"]} disabledReason="It is offline." />);
  const button = screen.getByRole("button", { name: "Ping" });
  expect(button.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(button);
  expect(sent).toEqual([]);
});
