// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WhyAnswer } from "#lib/api/task-schemas.ts";
import type { TaskView } from "#lib/live/views.ts";
import { MAX_RUNS_TOLD, type Task } from "#lib/tasks/task.ts";
import { aRow, aTask } from "../fixtures.test-helper.ts";
import { ResultCard } from "./result-card.tsx";
import { TaskNotFound } from "./task-not-found.tsx";
import { TaskPage } from "./task-page.tsx";

beforeEach(() => {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => new Response("{}", { status: 404 })),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const info = (task: Task): TaskView["info"] => ({
  task,
  workerStatus: "online",
  familyTotal: 0,
  familyStates: {},
  runsBy: null,
  certainty: "from its worker's events",
  held: 0,
  evicted: 0,
  maxTasks: 100_000,
});
const show = (
  task: Task,
  family: TaskView["lists"]["family"] = [],
  why: WhyAnswer | null = null,
  over: Partial<TaskView["info"]> = {},
) => render(<TaskPage task={task} info={{ ...info(task), ...over }} family={family} why={why} />);

const TRACEBACK = `Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/celery/app/trace.py", line 1, in trace_task
    fun()
  File "/srv/shop/billing.py", line 88, in charge_card
    gateway.charge()
TimeoutError: no answer`;

describe("TaskPage", () => {
  it("shows the project's own frames, and library frames on request", () => {
    show(aTask({ state: "FAILURE", exception: "TimeoutError('no answer')", traceback: TRACEBACK }));
    expect(screen.getByText(/billing.py", line 88/)).not.toBeNull();
    expect(screen.queryByText(/in trace_task/)).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "1 library frame" }));
    expect(screen.getByText(/in trace_task/)).not.toBeNull();
  });

  it("A5: tells of its other runs, and that there may be more than are told", () => {
    const run = { worker: "celery@b", pid: 9, receivedAt: 1, startedAt: 2, finishedAt: null };
    const notice = () => screen.getByText(/It was delivered again/).parentElement?.textContent;
    show(aTask({ state: "SUCCESS", otherRuns: [{ ...run, state: "STARTED" }] }));
    expect(notice()).toContain("run once more");
    expect(notice()).toContain("STARTED on celery@b, process 9");
    cleanup();
    const runs = Array.from({ length: MAX_RUNS_TOLD }, (_, at) => ({
      ...run,
      startedAt: at,
      finishedAt: at,
    }));
    show(aTask({ state: "SUCCESS", otherRuns: runs.map((each) => ({ ...each, state: "PENDING" })) }));
    expect(notice()).toContain(`run at least ${MAX_RUNS_TOLD} times more`);
    expect(notice()).toContain("given back on celery@b");
  });

  it("counts in its header no attempt that has not begun", () => {
    const failed = {
      retries: 0,
      state: "RETRY",
      worker: "celery@a",
      exception: "E()",
      traceback: null,
    } as const;
    const attempts = [{ ...failed, receivedAt: 100, startedAt: 200, finishedAt: 500 }];
    const waiting = { retries: 1, receivedAt: 490, exception: "E()", attempts };
    show(aTask({ ...waiting, state: "RETRY", retriedAt: 500 }));
    expect(screen.getByText(/^· attempt/).textContent).toBe("· attempt 1");
    cleanup();
    show(aTask({ ...waiting, state: "STARTED", startedAt: 600 }));
    expect(screen.getByText(/^· attempt/).textContent).toBe("· attempt 2");
  });

  it("shows the error of an earlier attempt when that is asked for", () => {
    const earlier = {
      retries: 0,
      state: "RETRY" as const,
      worker: "celery@a",
      receivedAt: 1,
      startedAt: 2,
      finishedAt: 3,
      exception: "ConnectionResetError('gone')",
      traceback: null,
    };
    show(aTask({ state: "SUCCESS", retries: 1, attempts: [earlier] }));
    expect(screen.queryByText(/in attempt/)).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: "ConnectionResetError" }));
    expect(screen.getByText(/in attempt 1/)).not.toBeNull();
    expect(screen.getByText("gone")).not.toBeNull();
  });

  it("says why it waits, what to do about it, and that a revoke was sent", () => {
    const why: WhyAnswer = {
      reasons: [
        {
          key: "unconsumed",
          level: "bad",
          text: ["No worker consumes its queue ", { href: "/queues/mail", text: "mail" }, "."],
          remedy: ["Start one."],
        },
      ],
      revoke: { at: 1, by: "ada", terminate: false, agreed: 1 },
    };
    const { rerender } = show(aTask({ state: "PENDING" }));
    const region = () => screen.getByRole("region", { name: "Why it is waiting" });
    expect(region().textContent).toContain("Finding out why it is waiting");
    const task = aTask({ state: "PENDING" });
    rerender(<TaskPage task={task} info={info(task)} family={[]} why={why} />);
    expect(region().textContent).toContain("No worker consumes its queue mail. Start one.");
    expect(screen.getByRole("link", { name: "mail" }).getAttribute("href")).toBe("/queues/mail");
    expect(screen.getByRole("img", { name: "Problem" })).not.toBeNull();
    const again = screen.getByRole("button", { name: "Revoke sent" });
    expect(again.getAttribute("aria-disabled"), "it can be sent again").toBeNull();
    cleanup();
    show(aTask({ state: "SUCCESS" }));
    expect(screen.queryByRole("region", { name: "Why it is waiting" })).toBeNull();
  });

  it("does not offer what makes no sense, and says why", () => {
    show(aTask({ state: "SUCCESS" }));
    expect(screen.getByRole("button", { name: "Revoke" }).getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("button", { name: "Terminate" }).getAttribute("aria-disabled")).toBe("true");
    cleanup();
    show(aTask({ state: "STARTED", worker: "celery@a" }));
    expect(screen.getByRole("button", { name: "Terminate" }).getAttribute("aria-disabled")).toBeNull();
  });

  it("tells that Celery cut the arguments, and which setting mends it", () => {
    show(aTask({ args: "(1, [...])", kwargs: "{'amount': 49.9}" }));
    expect(screen.getByText(/Celery cut this text/).textContent).toContain("argsrepr");
    expect(screen.getByText("amount")).not.toBeNull();
  });

  it("links the family, and says when the worker was lost", () => {
    const child = { ...aRow("child", { name: "mail.send_receipt" }), parentId: "root" };
    show(aTask({ uuid: "root", state: "STARTED", orphanedAt: 5 }), [
      { ...aRow("root"), parentId: null },
      child,
    ]);
    const link = screen.getByRole("link", { name: /mail.send_receipt/ });
    expect(link.getAttribute("href")).toBe("/tasks/child");
    expect(screen.getByText(/Its worker fell silent or left/)).not.toBeNull();
  });

  it("counts the whole family, and says what of it is not listed and what cannot be known", () => {
    const family = [
      { ...aRow("root", { state: "SUCCESS" }), parentId: null },
      { ...aRow("child", { state: "FAILURE" }), parentId: "root" },
    ];
    show(aTask({ uuid: "root", state: "SUCCESS" }), family, null, {
      familyTotal: 1_204,
      familyStates: { SUCCESS: 900, FAILURE: 101 },
    });
    const card = screen.getByRole("region", { name: "Workflow" }).textContent;
    expect(card).toContain("1,204 tasks seen");
    expect(card).toContain("Failure101Success900203 more not counted by state");
    expect(card).toContain("2 of 1,204 are listed");
    const all = screen.getByRole("link", { name: "All 1,204 in Tasks" });
    expect(all.getAttribute("href")).toBe("/tasks?q=root%3Aroot");
    expect(card).toContain("Celery's events carry no group id");
  });
});

describe("ResultCard", () => {
  const stored = { status: "SUCCESS", repr: "1", doneAt: 1, children: [], groups: [], groupId: null };
  const absent = { opaque: null, beginning: null, traceback: null, stampsRepr: null };
  const answers = (results: Readonly<Record<string, object>>) =>
    vi.stubGlobal(
      "fetch",
      vi.fn(async (url: string) => {
        const uuid = /tasks\/([^/]+)\/result/.exec(url)?.[1] ?? "";
        const result = { ...stored, ...absent, ...results[uuid] };
        return Response.json({ backend: { kind: "adopted", url: "redis://", text: "" }, result });
      }),
    );
  const links = () => screen.getAllByRole("link").map((link) => link.getAttribute("href"));

  it("says why a group's members are not known, and offers its id to copy", async () => {
    answers({ header: { groupId: "the-group" } });
    render(<ResultCard task={aTask({ uuid: "header", state: "SUCCESS" })} runsBy={null} />);
    expect(await screen.findByText("the-group")).not.toBeNull();
    expect(screen.getByRole("button", { name: "Copy group id" })).not.toBeNull();
    expect(screen.getByText(/Its other members are not known/)).not.toBeNull();
    expect(screen.queryAllByRole("link")).toEqual([]);
  });

  it("links the members of a group that another task sent, from either side", async () => {
    const groups = [{ id: "the-group", members: ["one", "two"] }];
    answers({ sender: { children: ["one", "two", "alone"], groups }, one: { groupId: "the-group" } });
    render(<ResultCard task={aTask({ uuid: "sender", state: "SUCCESS" })} runsBy={null} />);
    expect(await screen.findByText("the-group")).not.toBeNull();
    expect(links()).toEqual(["/tasks/alone", "/tasks/one", "/tasks/two"]);
    cleanup();
    render(<ResultCard task={aTask({ uuid: "one", parentId: "sender", state: "SUCCESS" })} runsBy={null} />);
    expect(await screen.findByText("2 tasks:")).not.toBeNull();
    expect(links()).toEqual(["/tasks/one", "/tasks/two"]);
    expect(screen.queryByText(/not known/)).toBeNull();
  });
});

describe("TaskNotFound", () => {
  it("names both reasons, because nobody can know which it is", () => {
    render(<TaskNotFound uuid="x" info={{ held: 9_000, evicted: 0, maxTasks: 100_000 }} />);
    expect(screen.getByText(/Never seen/)).not.toBeNull();
    expect(screen.getByText(/at most 100,000 tasks are held/)).not.toBeNull();
  });

  it("says how many made room", () => {
    render(<TaskNotFound uuid="x" info={{ held: 100_000, evicted: 1_234, maxTasks: 100_000 }} />);
    expect(screen.getByText("Now: 100,000 held, 1,234 made room.")).not.toBeNull();
  });
});
