// @vitest-environment jsdom
// Guards: each part of the inspection says its own age, error or "not yet known"; silence is never called offline.
import { cleanup, configure, fireEvent, render, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aRow } from "../../tasks/fixtures.test-helper.ts";
import { answer, NOTHING, requestInfo, stats, workerRow } from "../fixtures.test-helper.ts";
import { soonestFirst } from "./eta.ts";
import { silenceText } from "./silence.ts";
import { tabEntries, taskEntries, WORKER_VIEWS } from "./tabs.ts";
import { WorkerPage, type WorkerPageProps } from "./worker-page.tsx";

// What is fetched on first use comes late on a machine under load.
configure({ asyncUtilTimeout: 10_000 });

beforeEach(() => {
  vi.stubGlobal("fetch", async () => Response.json({ name: "ann", role: "admin", authenticated: true }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const PROPS: WorkerPageProps = {
  worker: workerRow(),
  inspection: null,
  recent: [],
  view: "recent",
  onView: () => undefined,
  find: "",
  onFind: () => undefined,
};
const draw = (part: Partial<WorkerPageProps>) => render(<WorkerPage {...PROPS} {...part} />);
const now = Date.now();

it("says of every question that it is not yet answered, and that this is not offline", () => {
  for (const view of WORKER_VIEWS.filter((name) => name !== "recent" && name !== "diagnostics")) {
    draw({ view });
    expect([view, screen.getByText(/^Not yet known/).textContent]).toEqual([
      view,
      expect.stringContaining("Not yet known"),
    ]);
    expect(screen.getByText(/does not answer even though it is online/)).toBeTruthy();
    cleanup();
  }
});

it("shows an error of one question beside the answers of others", () => {
  const inspection = {
    ...NOTHING,
    stats: answer(stats(), now),
    conf: { at: now, value: null, error: "KeyError: conf", total: null },
  };
  draw({ view: "conf", inspection });
  expect(screen.getByText(/answered with an error: KeyError: conf/)).toBeTruthy();
  cleanup();
  draw({ view: "pool", inspection });
  expect(screen.getByText("prefork")).toBeTruthy();
});

it("A9: says how many items an answer has in all when not all are kept", () => {
  const revoked = { ...answer(["a", "b"], now), total: 50_000 };
  draw({ view: "revoked", inspection: { ...NOTHING, revoked } });
  expect(screen.getByText("2 of 50,000 kept")).toBeTruthy();
});

it("says that an answer is old", () => {
  draw({ view: "reserved", inspection: { ...NOTHING, reserved: answer([], now - 300_000) } });
  expect(screen.getByText(/no answer since/)).toBeTruthy();
  expect(screen.getByText("Nothing reserved")).toBeTruthy();
});

it("counts as active what its busy processes run: events tell of it before the worker is asked again", () => {
  const worker = workerRow({
    slots: 2,
    running: [{ uuid: "new", name: "mail.send", startedAt: now - 1_000 }],
    taskEvents: true,
  });
  const active = answer([requestInfo({ uuid: "over" })], now - 4_000);
  const recent = [
    { ...aRow("new"), args: "('ann',)", kwargs: "{}" },
    { ...aRow("over"), finishedAt: now - 2_000 },
  ];
  draw({ worker, recent, view: "active", inspection: { ...NOTHING, stats: answer(stats()), active } });
  expect(screen.getByText("Busy").parentElement?.textContent).toContain("Busy1of 2 slots");
  expect(screen.getByRole("radio", { name: /^Active/ }).textContent).toMatch(/^Active\s1$/);
  const rows = within(screen.getByRole("table", { name: "Active tasks" })).getAllByRole("row");
  expect(rows).toHaveLength(2);
  expect(rows[1]?.textContent).toContain("('ann',)");
  cleanup();
  draw({ worker, recent, view: "active", inspection: null });
  expect(screen.getByRole("radio", { name: /^Active/ }).textContent).toMatch(/^Active\s1$/);
  expect(screen.getByRole("table", { name: "Active tasks" })).toBeTruthy();
});

it("draws each running task with its process, its link and a way to stop it", () => {
  const worker = workerRow({
    slots: 2,
    running: [{ uuid: "a", name: "mail.send", startedAt: now - 5_000 }],
    taskEvents: true,
  });
  const active = answer([requestInfo({ uuid: "a", pid: 12 })], now);
  draw({ worker, inspection: { ...NOTHING, stats: answer(stats()), active } });
  const row = within(screen.getByRole("table", { name: "Running tasks" })).getAllByRole("row")[1];
  expect(row?.textContent).toMatch(/^12mail\.senda\d+ s$/);
  expect(
    within(row as HTMLElement)
      .getByRole("link")
      .getAttribute("href"),
  ).toBe("/tasks/a");
  expect(screen.getByRole("button", { name: "Terminate mail.send" })).toBeTruthy();
  expect(screen.getByText(/1 process idle/).textContent).toContain("11");
});

it("has a line for each process from the start, up to eight, and keeps a task on its line", () => {
  const tasks = ["a", "b"].map((uuid) => ({ uuid, name: uuid, startedAt: now }));
  const shown = draw({ worker: workerRow({ slots: 100, running: tasks, taskEvents: true }) });
  expect(screen.queryAllByText("idle").length).toBe(6);
  expect(screen.getByText("98 processes idle")).toBeTruthy();
  const later = workerRow({ slots: 100, running: tasks.slice(1), taskEvents: true });
  shown.rerender(<WorkerPage {...PROPS} worker={later} />);
  const rows = within(screen.getByRole("table", { name: "Running tasks" })).getAllByRole("row");
  expect(rows.map((row) => row.textContent).slice(1, 3)).toEqual([
    expect.stringContaining("idle"),
    expect.stringContaining("b"),
  ]);
});

it("keeps the question about a task when the task ends, and says that it ended", async () => {
  const worker = workerRow({ slots: 1, running: [{ uuid: "a", name: "m", startedAt: now }] });
  const shown = draw({ worker });
  fireEvent.click(screen.getByRole("button", { name: "Terminate m" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Terminate this task?" });
  expect(dialog.textContent).not.toContain("no longer running");
  shown.rerender(<WorkerPage {...PROPS} worker={workerRow({ slots: 1 })} />);
  expect(screen.getByRole("alertdialog").textContent).toContain("no longer running");
});

it("cannot terminate where the pool cannot", () => {
  const worker = workerRow({ pool: "threads", running: [{ uuid: "a", name: "m", startedAt: now }] });
  draw({ worker });
  expect(screen.getByRole("button", { name: "Terminate m" }).getAttribute("aria-disabled")).toBe("true");
});

it("says what happened to a lost worker, and what ran there", () => {
  const worker = workerRow({
    status: "lost",
    since: now - 40_000,
    running: [{ uuid: "a", name: "m", startedAt: now }],
  });
  draw({ worker });
  expect(screen.getByRole("list", { name: "What is wrong" }).textContent).toContain("1 task was running");
  expect(screen.getByRole("link", { name: "See 1 task" }).getAttribute("href")).toContain("states=STARTED");
});

it("offers to enable events where they are off", () => {
  draw({ worker: workerRow({ taskEvents: false }) });
  expect(screen.getAllByRole("button", { name: /Enable (task )?events/ }).length).toBe(2);
});

it("switches off every action of an offline worker", () => {
  draw({ worker: workerRow({ status: "offline" }) });
  for (const name of ["Ping", "Shut down"]) {
    expect(screen.getByRole("button", { name }).getAttribute("aria-disabled")).toBe("true");
  }
});

it("keeps what a worker holds, keeps for later and refuses in one tab, each counted", () => {
  const onView = vi.fn();
  const inspection = { ...NOTHING, scheduled: answer([], now), revoked: answer(["a", "b"], now) };
  draw({ view: "scheduled", inspection, onView });
  expect(screen.getByRole("tab", { name: "Tasks" }).getAttribute("aria-selected")).toBe("true");
  expect(screen.queryByRole("tab", { name: /Revoked/ })).toBeNull();
  expect(screen.getByText("Nothing scheduled")).toBeTruthy();
  fireEvent.click(screen.getByRole("radio", { name: "Revoked 2" }));
  expect(onView).toHaveBeenCalledWith("revoked");
});

it("gives what is not set one line for all", () => {
  const pool = stats({ autoscale: null, maxTasksPerChild: null, softTimeLimitSeconds: 300 });
  draw({ view: "pool", inspection: { ...NOTHING, stats: answer(pool, now) } });
  expect(screen.getByText("autoscale, tasks per process")).toBeTruthy();
  expect(screen.getByText("soft 5 min, hard none")).toBeTruthy();
});

describe("tabs", () => {
  it("count what is known and mark what is not", () => {
    const inspection = { ...NOTHING, reserved: answer([]), revoked: answer(["a"]) };
    const entries = [...tabEntries(inspection), ...taskEntries(inspection, 0)];
    const counts = Object.fromEntries(entries.map(({ value, count }) => [value, count]));
    expect(counts).toMatchObject({ reserved: "0", revoked: "1", active: null, conf: undefined });
    expect(entries.map(({ label }) => label)).toContain("Tasks");
  });
});

describe("eta", () => {
  it("puts the soonest first and the unreadable last", () => {
    const request = requestInfo();
    const etas = ["soon", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"].map((eta) => ({ eta, request }));
    expect(soonestFirst(etas).map(({ eta }) => eta)).toEqual([
      "2026-01-01T00:00:00Z",
      "2026-01-02T00:00:00Z",
      "soon",
    ]);
  });
});

it("a solo pool that is busy is said to be busy", () => {
  const busy = workerRow({ pool: "solo", running: [{ uuid: "a", name: null, startedAt: 1 }] });
  expect(silenceText(busy)).toContain("It answers when the task is done");
  expect(silenceText(workerRow({ status: "offline" }))).toContain("went offline before");
});
