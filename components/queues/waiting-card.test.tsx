// @vitest-environment jsdom
// Guards: nothing is read until somebody asks; what cannot be read says why, and a refusal is shown, not swallowed.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { queueRow } from "#lib/queues/row.test-helper.ts";
import type { Waiting, WaitingMessage } from "#lib/queues/waiting-view.ts";
import { WaitingCard } from "./detail/waiting-card.tsx";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const message = (key: string, over: Partial<WaitingMessage> = {}): WaitingMessage => ({
  ...{ key, uuid: `u${key}`, name: "mail.send", args: "(1,)", kwargs: "{}", problem: null },
  ...{ eta: null, expires: null, retries: 0, origin: "gen1@h", priority: 3 },
  ...{ rootId: null, parentId: null, groupId: null, redelivered: false },
  ...{ contentType: "application/json", bytes: 900, sentAt: null },
  ...over,
});
const waiting = (over: Partial<Waiting> = {}): Waiting => ({
  ...{ queue: "mail", at: 1, total: 2, sampled: 2, names: 2, unreadable: null, malformed: {} },
  groups: [
    { key: "mail.send", count: 1, oldestAt: null, later: 0 },
    { key: "mail.bulk", count: 1, oldestAt: null, later: 1 },
  ],
  messages: [message("1"), message("2", { name: "mail.bulk", retries: 2 })],
  ...over,
});

function draw(answer: () => Response) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    // Who looks is asked by the frame at any time.
    if (path !== "/api/v1/me") asked.push(path);
    return answer();
  });
  render(<WaitingCard queue={queueRow({ key: "a/b", depth: 2 })} />);
  return asked;
}
const look = () => fireEvent.click(screen.getByRole("button", { name: "Load messages" }));

it("reads only when asked, then counts by name and narrows to one", async () => {
  const asked = draw(() => Response.json(waiting()));
  expect(asked).toEqual([]);
  look();
  const messages = await screen.findByRole("table", { name: "First messages" });
  expect(asked).toEqual(["/api/v1/queues/~a~002Fb/waiting"]);
  expect(within(messages).getAllByRole("row")).toHaveLength(3);
  expect(messages.textContent).toContain("retry 2");
  fireEvent.click(screen.getByRole("button", { name: "mail.bulk" }));
  expect(within(screen.getByRole("table", { name: "First messages" })).getAllByRole("row")).toHaveLength(2);
});

it("says why a broker cannot be looked into", async () => {
  draw(() => Response.json(waiting({ unreadable: "RabbitMQ would reorder them.", total: 7, sampled: 0 })));
  look();
  expect(await screen.findByText("7 messages that cannot be read")).toBeTruthy();
  expect(screen.getByText("RabbitMQ would reorder them.")).toBeTruthy();
});

it("counts what is no task, and of how many it read the first", async () => {
  draw(() => Response.json(waiting({ malformed: { envelope: 3 }, total: 12_408, sampled: 1_000 })));
  look();
  expect(await screen.findByText(/3 messages could not be read as a task/)).toBeTruthy();
  expect(screen.getByText(/the first 1,000 of 12,408/)).toBeTruthy();
});

it("shows a refusal", async () => {
  const error = { code: "broker_unavailable", message: "The broker is away.", details: {} };
  draw(() => Response.json({ error }, { status: 503 }));
  look();
  expect((await screen.findByRole("alert")).textContent).toContain("The broker is away.");
});
