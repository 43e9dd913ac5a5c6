// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLiveConnection } from "#components/live/connection.ts";
import { LiveProvider } from "#components/live/live-provider.tsx";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { createFakePort, type FakePort } from "../fake-port.test-helper.ts";
import { aRow } from "../fixtures.test-helper.ts";
import { TasksView } from "./tasks-view.tsx";

// A machine under load is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

const push = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ push }), usePathname: () => "/tasks" }));

const numbered = (ordinal: number, over: Partial<TaskRow> = {}): TaskRow =>
  aRow(`task-${ordinal}`, { ordinal, name: `shop.task_${ordinal}`, ...over });

let port: FakePort;
let query = "";

/** jsdom lays nothing out: a viewport of 680 px is what the virtualizer is to find. */
beforeEach(() => {
  query = "";
  push.mockClear();
  port = createFakePort(Array.from({ length: 1000 }, (_, index) => numbered(1000 - index)));
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(680);
  vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(38_032);
  Element.prototype.scrollTo = function scrollTo(this: Element, to?: unknown) {
    // The virtualizer calls it with an object only.
    this.scrollTop = (to as { top?: number } | undefined)?.top ?? 0;
    this.dispatchEvent(new Event("scroll"));
  } as typeof Element.prototype.scrollTo;
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response("{}", { status: 404 })),
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function open(searchParams = ""): Promise<HTMLElement> {
  render(
    <NuqsTestingAdapter
      hasMemory
      searchParams={searchParams}
      onUrlUpdate={(update) => {
        query = update.queryString;
      }}
    >
      <LiveProvider connection={createLiveConnection(port)}>
        <TasksView />
      </LiveProvider>
    </NuqsTestingAdapter>,
  );
  return await waitFor(() => {
    const table = screen.getByRole("region", { name: "Tasks" });
    expect(names().length).toBeGreaterThan(5);
    return table;
  });
}

const names = () =>
  [...document.querySelectorAll("tr[data-task]")].map((row) => row.getAttribute("data-task"));
const arrive = (row: TaskRow) =>
  act(() => {
    port.rows.unshift(row);
    port.flush();
  });
const pill = () => screen.queryByText(/\+.* new$/);
const scroll = (table: HTMLElement, top: number) => {
  table.scrollTop = top;
  fireEvent.scroll(table);
};

describe("TasksView", () => {
  it("flows while nobody touches it", async () => {
    await open();
    arrive(numbered(1001));
    await waitFor(() => expect(names()[0]).toBe("task-1001"));
    expect(pill()).toBeNull();
  });

  it("stands still once scrolled, gathers what is new, and goes back to live on request", async () => {
    const table = await open();
    scroll(table, 340);
    await waitFor(() => expect(port.isOpen("tasks?until=1000")).toBe(true));
    arrive(numbered(1001));
    arrive(numbered(1002));
    await waitFor(() => expect(pill()?.textContent).toContain("2"));
    expect(names()).not.toContain("task-1002");
    fireEvent.click(pill() ?? table);
    await waitFor(() => expect(names()[0]).toBe("task-1002"));
    expect(pill()).toBeNull();
  });

  it("patches a row in place while it stands still", async () => {
    const table = await open();
    scroll(table, 340);
    await waitFor(() => expect(port.isOpen("tasks?until=1000")).toBe(true));
    const at = port.rows.findIndex((row) => row.key === "task-985");
    act(() => {
      port.rows[at] = numbered(985, { state: "FAILURE" });
      port.flush();
    });
    await waitFor(() =>
      expect(document.querySelector('[data-task="task-985"] [data-state="FAILURE"]')).not.toBeNull(),
    );
  });

  it("opens only the pages in view, wherever the list is scrolled to", async () => {
    const table = await open();
    scroll(table, 38 * 550);
    await waitFor(() => expect(names()).toContain("task-450"));
    const pages = new Set(port.opened.map((topic) => /page=(\d+)/.exec(topic)?.[1] ?? "0"));
    expect([...pages].sort()).toEqual(["0", "5", "6"]);
  });

  it("narrows by a facet, in the address", async () => {
    port.rows[3] = numbered(997, { state: "FAILURE" });
    await open();
    fireEvent.click(screen.getByRole("button", { name: /Failure/ }));
    await waitFor(() => expect(names()).toEqual(["task-997"]));
    expect(query).toBe("?states=FAILURE");
    fireEvent.click(screen.getByRole("button", { name: "Remove state:failure" }));
    await waitFor(() => expect(names().length).toBeGreaterThan(5));
    expect(query).toBe("");
  });

  it("says that nothing matches, and clears", async () => {
    await open();
    fireEvent.change(screen.getByRole("combobox"), { target: { value: "no such thing" } });
    await screen.findByText("No tasks match");
    expect(screen.getByText("no such thing")).not.toBeNull();
    expect(query).toBe("?q=no+such+thing");
    fireEvent.click(screen.getByRole("button", { name: "Clear all filters" }));
    await waitFor(() => expect(names().length).toBeGreaterThan(5));
  });

  it("moves, ticks and opens by keyboard", async () => {
    await open();
    fireEvent.keyDown(document.body, { key: "j" });
    fireEvent.keyDown(document.body, { key: "j" });
    fireEvent.keyDown(document.body, { key: "x" });
    expect(await screen.findByText("1 selected")).not.toBeNull();
    fireEvent.keyDown(document.body, { key: "j" });
    fireEvent.keyDown(document.body, { key: "X", shiftKey: true });
    expect(await screen.findByText("2 selected")).not.toBeNull();
    fireEvent.keyDown(document.body, { key: "Enter" });
    expect(push).toHaveBeenCalledWith("/tasks/task-998");
    fireEvent.keyDown(document.body, { key: "Escape" });
    await waitFor(() => expect(screen.queryByText("2 selected")).toBeNull());
  });

  it("revokes what is ticked as one batch, after asking", async () => {
    await open();
    fireEvent.click(screen.getByRole("checkbox", { name: /task-1000$/ }));
    fireEvent.click(screen.getByRole("checkbox", { name: /task-998$/ }), { shiftKey: true });
    vi.mocked(fetch).mockImplementation(async (path) =>
      Response.json(/preflight/.test(String(path)) ? FOUND : BEGUN),
    );
    fireEvent.click(await screen.findByRole("button", { name: "Revoke" }));
    expect(await screen.findByText("Revoke 3 tasks?")).not.toBeNull();
    expect(await screen.findByText("1 × It has already finished.")).not.toBeNull();
    fireEvent.click(await screen.findByRole("button", { name: "Revoke 2 tasks" }));
    await waitFor(() => {
      const sent = vi.mocked(fetch).mock.calls.find(([path]) => path === "/api/v1/batches");
      expect(JSON.parse(String(sent?.[1]?.body))).toMatchObject({
        kind: "revoke",
        selection: { pin: "pin-1" },
      });
      const looked = vi.mocked(fetch).mock.calls.find(([path]) => path === "/api/v1/batches/preflight");
      expect(JSON.parse(String(looked?.[1]?.body))).toMatchObject({
        selection: { uuids: ["task-1000", "task-999", "task-998"] },
      });
      expect(push).toHaveBeenCalledWith("/batches/b1");
    });
  });
});

const FOUND: Preflight = {
  total: 3,
  pin: { id: "pin-1", at: 0, expiresAt: 0 },
  classes: { replayable: 2, repairable: 0, blocked: 1 },
  problems: [{ class: "blocked", text: "It has already finished.", count: 1 }],
  notes: [],
  callbacks: "Callbacks do not run.",
  items: [],
};
const BEGUN = { key: "b1", kind: "revoke", total: 3 };

describe("an empty list", () => {
  it("tells how Celery is made to send events", async () => {
    port = createFakePort([]);
    render(
      <NuqsTestingAdapter>
        <LiveProvider connection={createLiveConnection(port)}>
          <TasksView />
        </LiveProvider>
      </NuqsTestingAdapter>,
    );
    expect(await screen.findByText("No tasks yet")).not.toBeNull();
    expect(screen.getByRole("button", { name: /Enable events/ })).not.toBeNull();
  });
});
