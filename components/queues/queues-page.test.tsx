// @vitest-environment jsdom
// Guards: what is wrong with a queue stands out and on top, and what is not known is never drawn as zero.
import { act, cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { QueueRow } from "#lib/queues/queue.ts";
import { queueRow } from "#lib/queues/row.test-helper.ts";
import { QueuesPage, type QueuesPageProps } from "./list/queues-page.tsx";
import { BY_TROUBLE, nextSort, parseSort, printSort } from "./list/sort-queues.ts";

vi.mock("../live/use-broker.ts", () => ({ useBroker: () => null }));
vi.mock("next/navigation", () => ({ useRouter: () => ({ push: () => undefined }) }));

const NOW = 1_700_000_000_000;

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json({ name: "ann", role: "admin", authenticated: true }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const draw = (...given: Parameters<typeof page>) => render(page(...given));
function page(queues: readonly QueueRow[], part: Partial<QueuesPageProps> = {}) {
  const view: QueuesPageProps["view"] = {
    info: { total: queues.length, waiting: null, unacked: null, scheduled: null },
    lists: { queues, findings: [] },
  };
  const handlers = { onSearch: () => undefined, onSort: () => undefined };
  return <QueuesPage view={view} now={NOW} search="" sort={BY_TROUBLE} {...handlers} {...part} />;
}
const names = () =>
  within(screen.getByRole("table", { name: "Queues" }))
    .getAllByRole("link")
    .map((link) => link.textContent);
const row = (name: string) => screen.getByRole("row", { name: new RegExp(`^${name}`) });
const pause = { at: NOW - 1, by: "ada", reason: null, workers: [], consumedBy: [] };

it("says what to wait for when no queue is known", () => {
  draw([]);
  expect(screen.getByText("No queues yet")).toBeTruthy();
});

it("puts trouble on top by its kind, then the deepest, then counts names as people do", () => {
  draw([
    queueRow({ key: "deep", depth: 1_204, consumers: 1 }),
    queueRow({ key: "grows", depth: 40, consumers: 1, growingSince: NOW - 90_000, recent: [20, 40] }),
    queueRow({ key: "mail-10", depth: 0, consumers: 1 }),
    queueRow({ key: "mail-2", depth: 0, consumers: 1 }),
    queueRow({ key: "paused", depth: 4, consumers: 0, pause }),
    queueRow({ key: "stuck", depth: 4, consumers: 1, stuckSince: NOW - 200_000, slots: 2, busy: 2 }),
    queueRow({ key: "video", depth: 4, consumers: 0 }),
  ]);
  expect(names()).toEqual(["video", "stuck", "grows", "paused", "deep", "mail-2", "mail-10"]);
  expect(row("video").textContent).toContain("no consumer");
  expect(row("stuck").textContent).toContain("stucknothing taken for 3 min");
  expect(row("grows").textContent).toContain("growing+120 a minute");
  expect(row("paused").textContent).toContain("by ada");
  expect(row("paused").textContent).not.toContain("no consumer");
});

it("never draws what is not known as zero", () => {
  draw([queueRow({ key: "new" })]);
  expect(row("new").textContent).toContain("not yet known");
  expect(row("new").textContent).not.toContain("0");
});

it("keeps rows where they are while the pointer is on the list", () => {
  const queues = (wrong: string) =>
    ["a", "b", "c"].map((key) => queueRow({ key, depth: 4, consumers: key === wrong ? 0 : 1 }));
  const { rerender } = draw(queues("c"));
  expect(names()).toEqual(["c", "a", "b"]);
  const list = screen.getByRole("region", { name: "Queues" });
  fireEvent.pointerEnter(list);
  rerender(page(queues("b")));
  expect(names()).toEqual(["c", "a", "b"]);
  rerender(page(queues("b"), { sort: { by: "name", descending: true } }));
  expect(names(), "another order is shown at once").toEqual(["c", "b", "a"]);
  fireEvent.pointerLeave(list);
  rerender(page(queues("b")));
  expect(names()).toEqual(["b", "a", "c"]);
});

it("keeps them too while the keyboard is on one of them", () => {
  const queues = (wrong: string) =>
    ["a", "b"].map((key) => queueRow({ key, depth: 4, consumers: key === wrong ? 0 : 1 }));
  const { rerender } = draw(queues("b"));
  const link = screen.getByRole("link", { name: "b" });
  // Where the focus came from is not told in jsdom.
  const matches = link.matches.bind(link);
  vi.spyOn(link, "matches").mockImplementation((what) => what === ":focus-visible" || matches(what));
  act(() => link.focus());
  rerender(page(queues("a")));
  expect(names()).toEqual(["b", "a"]);
  act(() => link.blur());
  rerender(page(queues("a")));
  expect(names()).toEqual(["a", "b"]);
});

it("searches by name, and says when nothing matches", () => {
  draw([queueRow({ key: "mail" }), queueRow({ key: "MAILING" }), queueRow({ key: "video" })], {
    search: "mail",
  });
  expect(names()).toEqual(["mail", "MAILING"]);
  cleanup();
  draw([queueRow({ key: "mail" })], { search: "x" });
  expect(screen.getByText("No queues match")).toBeTruthy();
});

it("sorts by a column, unknown last whichever way", () => {
  const onSort = vi.fn();
  const queues = [queueRow({ key: "a", depth: 1 }), queueRow({ key: "b" }), queueRow({ key: "c", depth: 9 })];
  draw(queues, { onSort });
  fireEvent.click(screen.getByRole("button", { name: "Waiting" }));
  expect(onSort).toHaveBeenCalledWith({ by: "depth", descending: true });
  for (const [descending, wanted] of [
    [true, ["c", "a", "b"]],
    [false, ["a", "c", "b"]],
  ] as const) {
    cleanup();
    draw(queues, { sort: { by: "depth", descending } });
    expect(names()).toEqual(wanted);
  }
});

it("spells an order in the address and reads it back", () => {
  expect(parseSort("-oldest")).toEqual({ by: "oldest", descending: true });
  expect(parseSort("nonsense")).toBeNull();
  expect(printSort(nextSort({ by: "wait", descending: true }, "wait"))).toBe("wait");
  expect(nextSort({ by: "wait", descending: false }, "wait")).toBe(BY_TROUBLE);
});
