import { describe, expect, it } from "vitest";
import { workerRow } from "../fixtures.test-helper.ts";
import { notableDrift, workerTotals } from "../worker-facts.ts";
import { BY_NAME, nextSort, searchWorkers, sortWorkers } from "./sort-workers.ts";

const names = (rows: readonly { key: string }[]) => rows.map((row) => row.key);

describe("sortWorkers", () => {
  const rows = [
    workerRow({ key: "web-10", processed: 5 }),
    workerRow({ key: "web-2", processed: null }),
    workerRow({ key: "gone", status: "offline", processed: 99 }),
    workerRow({ key: "web-1", processed: 9 }),
    workerRow({ key: "silent", status: "lost", processed: 1 }),
  ];

  it("puts lost first, offline last, and counts numbers in names", () => {
    expect(names(sortWorkers(rows, BY_NAME))).toEqual(["silent", "web-1", "web-2", "web-10", "gone"]);
  });

  it("puts what is not known last, in either direction", () => {
    const by = "processed" as const;
    expect(names(sortWorkers(rows, { by, descending: true }))).toEqual([
      "silent",
      "web-1",
      "web-10",
      "web-2",
      "gone",
    ]);
    expect(names(sortWorkers(rows, { by, descending: false }))[3]).toBe("web-2");
  });

  it("turns around at the second click", () => {
    expect(nextSort(BY_NAME, "load")).toEqual({ by: "load", descending: true });
    expect(nextSort({ by: "load", descending: true }, "load")).toEqual({ by: "load", descending: false });
    expect(nextSort(BY_NAME, "name")).toEqual({ by: "name", descending: true });
  });
});

describe("searchWorkers", () => {
  it("wants every word, in the name, a queue or the pool", () => {
    const rows = [
      workerRow({ key: "celery@web-1", queues: ["mail"], pool: "prefork" }),
      workerRow({ key: "celery@web-2" }),
    ];
    expect(names(searchWorkers(rows, "WEB mail"))).toEqual(["celery@web-1"]);
    expect(searchWorkers(rows, "  ")).toBe(rows);
    expect(searchWorkers(rows, "nothing")).toEqual([]);
  });
});

describe("workerTotals", () => {
  it("counts slots of online workers only, and keeps unknown apart from zero", () => {
    const running = [{ uuid: "1", name: null, startedAt: null }];
    expect(workerTotals([workerRow(), workerRow({ status: "lost", slots: 4, running })])).toMatchObject({
      online: 1,
      lost: 1,
      slots: null,
      slotsUnknown: 1,
      busy: null,
    });
    const told = workerTotals([workerRow({ slots: 4, running }), workerRow({ slots: 2, taskEvents: false })]);
    expect(told).toMatchObject({ slots: 6, busy: 1, slotsUnknown: 0, eventsOff: 1 });
  });
});

describe("notableDrift", () => {
  it.each([
    [null, null],
    [1_999, null],
    [-2_500, -2_500],
  ])("%j", (driftMs, shown) => {
    expect(notableDrift(workerRow({ driftMs }))).toBe(shown);
  });
});
