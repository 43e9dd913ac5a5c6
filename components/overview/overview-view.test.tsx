// @vitest-environment jsdom
// The wired overview over a fake port: a silent cluster, a busy one, and that the two look different.
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { NuqsTestingAdapter } from "nuqs/adapters/testing";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FrameView, OverviewView as OverviewData } from "#lib/live/views.ts";
import { queueRow } from "#lib/queues/row.test-helper.ts";
import { ok } from "#lib/result.ts";
import { createLiveConnection } from "../live/connection.ts";
import { LiveProvider } from "../live/live-provider.tsx";
import type { LivePort } from "../live/port.ts";
import { OverviewView } from "./overview-view.tsx";
import { SILENT } from "./silent.test-helper.ts";

const BUSY: OverviewData = {
  info: {
    ...SILENT.info,
    sawTaskEvents: true,
    finishedPerSecond: 412,
    failedShare: 0.018,
    failedShareBefore: 0.007,
  },
  lists: {
    ...SILENT.lists,
    findings: [
      {
        key: "queue mail",
        level: "bad",
        subject: "Queue mail",
        text: "has no consumer.",
        since: null,
        action: { kind: "link", label: "Open queue", href: "/tasks?queue=mail" },
      },
    ],
    queues: [queueRow({ depth: 1204, recent: [1, null, 3, 4], consumers: 0, inRate: 2, outRate: 0 })],
  },
};

const SQS: FrameView = {
  info: {
    ...{
      cluster: "aws",
      demo: false,
      version: "0",
      eventsPerSecond: 0,
      lagMs: null,
      tasks: 0,
      workersOnline: 0,
    },
    ...{ workers: 0, queues: 1, dropped: 0, malformed: 0, bounds: [] },
    broker: {
      ...{ state: "connected", since: 0, url: "sqs://", transport: "sqs", problem: null, attempt: 0 },
      ...{ nextRetryAt: null, tasksOnly: true },
    },
  },
  lists: {},
};

/** A row that the table has. */
function present(row: HTMLElement | undefined): HTMLElement {
  if (row === undefined) throw new Error("there is no such row");
  return row;
}

function show(view: OverviewData, frame?: FrameView) {
  const opened: string[] = [];
  const port: LivePort = {
    connect: ({ onState }) => {
      onState("connected", null);
      return () => undefined;
    },
    open: (topic, answer) => {
      opened.push(topic);
      if (topic === "frame" && frame !== undefined) answer(ok({ seq: 1, view: frame }));
      if (topic.startsWith("overview")) answer(ok({ seq: 1, view }));
    },
    close: () => undefined,
  };
  render(
    <NuqsTestingAdapter searchParams="?range=6h">
      <LiveProvider connection={createLiveConnection(port)}>
        <OverviewView />
      </LiveProvider>
    </NuqsTestingAdapter>,
  );
  return opened;
}

describe("the overview", () => {
  beforeAll(() => {
    globalThis.ResizeObserver ??= class {
      observe(): void {}
      unobserve(): void {}
      disconnect(): void {}
    };
  });
  afterEach(cleanup);

  it("asks for the range in the URL", async () => {
    const opened = show(BUSY);
    await waitFor(() => expect(opened).toContain("overview?range=6h"));
    expect(screen.getByRole("radio", { name: "6 h" }).getAttribute("aria-checked")).toBe("true");
  });

  it("says what to do when nothing has been heard, instead of drawing empty charts", async () => {
    show(SILENT);
    await screen.findByText("No workers yet");
    expect(screen.queryByText("Throughput")).toBeNull();
    expect(screen.queryByText("Nothing needs attention.")).toBeNull();
    screen.getByText("celery -A yourapp worker -E");
  });

  it("leads with what is wrong, and each finding to its evidence", async () => {
    show(BUSY);
    const findings = await screen.findByRole("region", { name: "Findings" });
    expect(within(findings).getByRole("link", { name: "Open queue" }).getAttribute("href")).toBe(
      "/tasks?queue=mail",
    );
    screen.getByText("412");
    expect(screen.getByText("1.8").closest("dd")?.className).toContain("text-bad");
    const mail = within(screen.getByRole("table", { name: "Queues" })).getByRole("row", { name: /mail/ });
    expect(within(mail).getByText("no consumer")).toBeTruthy();
    expect(within(mail).getByText("never")).toBeTruthy();
    expect(within(mail).getByText("1,204")).toBeTruthy();
  });

  it("tells a healthy cluster from a silent one", async () => {
    show({ ...BUSY, lists: { ...BUSY.lists, findings: [] } });
    await screen.findByText("Nothing needs attention.");
  });

  it("names what fails most, with the way to those tasks and to those with the same error", async () => {
    const last = { error: "TimeoutError('no answer')", failedAt: 1, mostlyError: "TimeoutError" };
    const failing = [
      { key: "billing.charge", count: 8, failed: 2, ...last },
      { key: "", count: 1, failed: 1, error: null, failedAt: null, mostlyError: null },
      { key: "mail.send", count: 9, failed: 1, ...last, mostlyError: "KeyError" },
    ];
    show({ ...BUSY, lists: { ...BUSY.lists, failing } });
    const table = within(await screen.findByRole("table", { name: "Top failing" }));
    const [, first, second, third] = table.getAllByRole("row");
    const cells = (row: HTMLElement | undefined) =>
      within(present(row))
        .getAllByRole("cell")
        .map(({ textContent }) => textContent);
    expect(cells(first).slice(1, 4)).toEqual(["2", "25 %", "TimeoutError: no answer"]);
    expect(cells(third)[3]).toBe("mostly KeyError, last TimeoutError: no answer");
    expect(cells(second).slice(1)).toEqual(["1", "100 %", "not known", "not known"]);
    const hrefs = within(present(first))
      .getAllByRole("link")
      .map((link) => link.getAttribute("href"));
    expect(hrefs[0]).toBe("/tasks?states=FAILURE&name=billing.charge");
    expect(hrefs.at(-1)).toBe("/tasks?states=FAILURE&name=billing.charge&exception=TimeoutError");
  });

  it("tells no failures from failures that are not known", async () => {
    show(BUSY);
    await screen.findByText("No failures in this range");
    cleanup();
    show({ ...BUSY, info: { ...BUSY.info, sawTaskEvents: false } });
    const card = within(await screen.findByRole("region", { name: "Top failing" }));
    card.getByText("Not known");
  });

  it("on a broker that carries tasks only, counts the queues and says why there is nothing else", async () => {
    const queues = [queueRow({ depth: 12, unacked: 3, consumers: null })];
    show({ ...SILENT, lists: { ...SILENT.lists, queues } }, SQS);
    await screen.findByText("Workers and tasks are not visible on this broker");
    expect(screen.getByRole("columnheader", { name: "In flight" })).toBeTruthy();
    expect(screen.getAllByRole("cell").map(({ textContent }) => textContent)).toContain("3");
    expect(screen.queryByText(/celery -A/)).toBeNull();
  });
});
