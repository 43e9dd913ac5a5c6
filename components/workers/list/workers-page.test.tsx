// @vitest-environment jsdom
// Guards: offline workers are folded away but counted, lost ones stand out, and unknown is never drawn as zero.
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { workerRow } from "../fixtures.test-helper.ts";
import { BY_NAME } from "./sort-workers.ts";
import { WorkersPage, type WorkersPageProps } from "./workers-page.tsx";

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json({ name: "ann", role: "admin", authenticated: true }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function draw(part: Partial<WorkersPageProps>) {
  const props: WorkersPageProps = {
    workers: [],
    search: "",
    onSearch: () => undefined,
    sort: BY_NAME,
    onSort: () => undefined,
    showOffline: false,
    onShowOffline: () => undefined,
    onOpen: () => undefined,
    ...part,
  };
  return render(<WorkersPage {...props} />);
}
const table = () => screen.getByRole("table", { name: "Workers" });
const running = [{ uuid: "u", name: "mail.send", startedAt: 1 }];

it("says what to do when no worker has been seen", () => {
  draw({});
  expect(screen.getByText("No workers yet")).toBeTruthy();
  expect(screen.getByText("celery -A yourapp worker -E")).toBeTruthy();
});

it("draws a row per worker that is there and folds the offline ones", () => {
  const onShowOffline = vi.fn();
  const workers = [
    workerRow({ key: "celery@web-1", slots: 4, running, pool: "prefork" }),
    workerRow({ key: "celery@gone", status: "offline" }),
    workerRow({ key: "celery@silent", status: "lost", slots: 2, running }),
  ];
  draw({ workers, onShowOffline });
  const names = within(table()).getAllByRole("link");
  expect(names.map((link) => link.textContent)).toEqual(["celery@silent", "celery@web-1"]);
  expect(within(table()).getByLabelText("1 of 4 processes busy")).toBeTruthy();
  expect(within(table()).getByLabelText("1 of 2 were running when it was lost")).toBeTruthy();
  const fold = screen.getByRole("button", { name: "1 offline worker" });
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  fireEvent.click(fold);
  expect(onShowOffline).toHaveBeenCalledWith(true);
});

it("draws the offline ones in the same columns when unfolded", () => {
  const workers = [workerRow({ key: "celery@a" }), workerRow({ key: "celery@gone", status: "offline" })];
  draw({ workers, showOffline: true });
  expect(within(table()).getAllByRole("link").length).toBe(2);
  expect(table().textContent).toContain("offline");
});

it("draws what is not known as such", () => {
  draw({ workers: [workerRow({ key: "celery@new" })] });
  const cells = within(table())
    .getAllByRole("cell")
    .map((cell) => cell.textContent);
  expect(cells[2]).toBe("not yet known");
  expect(cells[3]).toBe("not yet known");
  expect(cells[5]).toBe("–");
  expect(cells[6]).toBe("0");
});

it("marks events that are off and a clock that is wrong", () => {
  draw({ workers: [workerRow({ taskEvents: false, driftMs: 65_000 })] });
  expect(within(table()).getByText("events off")).toBeTruthy();
  expect(within(table()).getByText("clock −1 min")).toBeTruthy();
});

it("sorts by the column that is pressed, and says so to assistive technology", () => {
  const onSort = vi.fn();
  draw({ workers: [workerRow()], onSort, sort: { by: "load", descending: true } });
  fireEvent.click(within(table()).getByRole("button", { name: "Failed" }));
  expect(onSort).toHaveBeenCalledWith({ by: "failed", descending: true });
  expect(within(table()).getByRole("columnheader", { name: "Load" }).getAttribute("aria-sort")).toBe(
    "descending",
  );
});

it("tells no match from no workers", () => {
  draw({ workers: [workerRow()], search: "nothing like it" });
  expect(screen.getByText("No workers match")).toBeTruthy();
});

it("draws many workers in steps", () => {
  draw({ workers: Array.from({ length: 130 }, (_, i) => workerRow({ key: `celery@w${i}` })) });
  expect(table().querySelectorAll("tbody a").length).toBe(100);
  fireEvent.click(screen.getByText("Show 30 more"));
  expect(table().querySelectorAll("tbody a").length).toBe(130);
});

it("draws cards instead of a table on a phone", () => {
  vi.stubGlobal("matchMedia", () => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  draw({ workers: [workerRow({ slots: 4, running, processed: 12_345 })] });
  expect(screen.queryByRole("table")).toBeNull();
  const card = within(screen.getByRole("list", { name: "Workers" })).getByRole("listitem");
  expect(card.textContent).toContain("12.3 k processed");
});

it("acts on the ticked workers, and says how many tasks run there", () => {
  const workers = [
    workerRow({ key: "celery@a", running, taskEvents: true }),
    workerRow({ key: "celery@b", taskEvents: true }),
    workerRow({ key: "celery@c", taskEvents: true }),
  ];
  draw({ workers });
  fireEvent.click(screen.getByLabelText("Select celery@a"));
  fireEvent.click(screen.getByLabelText("Select celery@b"), { shiftKey: true });
  const bar = () => screen.getByRole("region", { name: "Selected workers" });
  expect(bar().textContent).toContain("2 selected1 task running there");
  fireEvent.keyDown(window, { key: "Escape" });
  expect(screen.queryByRole("region", { name: "Selected workers" })).toBeNull();
  fireEvent.keyDown(window, { key: "j" });
  fireEvent.keyDown(window, { key: "x" });
  fireEvent.keyDown(window, { key: "j" });
  fireEvent.keyDown(window, { key: "j" });
  fireEvent.keyDown(window, { key: "X" });
  expect(bar().textContent).toContain("3 selected");
});
