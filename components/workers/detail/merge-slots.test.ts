import { describe, expect, it } from "vitest";
import { answer, NOTHING, requestInfo, stats, workerRow } from "../fixtures.test-helper.ts";
import { idleCount, mergeSlots } from "./merge-slots.ts";

const inspection = {
  ...NOTHING,
  stats: answer(stats({ processes: [11, 12, 13], slots: 3 })),
  active: answer([requestInfo({ uuid: "a", pid: 12, startedAt: 50 })], 900),
};

describe("mergeSlots", () => {
  it("gives a task that events tell of the process that inspect tells of", () => {
    const worker = workerRow({ slots: 3, running: [{ uuid: "a", name: null, startedAt: 40 }] });
    const slots = mergeSlots(worker, inspection, []);
    expect(slots.busy).toEqual([
      { key: "a", pid: 12, task: { uuid: "a", name: "mail.send", startedAt: 40, inspectedAt: null } },
    ]);
    expect(slots.idlePids).toEqual([11, 13]);
    expect(idleCount(slots)).toBe(2);
  });

  it("shows what only inspect saw, and says when", () => {
    const slots = mergeSlots(workerRow({ slots: 3 }), inspection, []);
    expect(slots.busy[0]?.task).toMatchObject({ uuid: "a", startedAt: 50, inspectedAt: 900 });
  });

  it("drops what inspect saw when events have since told that it ended", () => {
    const slots = mergeSlots(workerRow({ slots: 3 }), inspection, [{ key: "a", finishedAt: 950 }]);
    expect(slots.busy).toEqual([]);
    expect(slots.idlePids).toEqual([11, 12, 13]);
  });

  it("puts the longest running first and unknown starts last", () => {
    const running = [
      { uuid: "new", name: "n", startedAt: 30 },
      { uuid: "unknown", name: "n", startedAt: null },
      { uuid: "old", name: "n", startedAt: 10 },
    ];
    const slots = mergeSlots(workerRow({ slots: 3, running }), null, []);
    expect(slots.busy.map((slot) => slot.key)).toEqual(["old", "new", "unknown"]);
  });

  it("does not know how many are idle before the worker told its slots", () => {
    expect(idleCount(mergeSlots(workerRow(), null, []))).toBeNull();
  });

  it("never counts below zero when more runs than there are slots", () => {
    const running = [1, 2, 3].map((i) => ({ uuid: `${i}`, name: null, startedAt: i }));
    expect(idleCount(mergeSlots(workerRow({ slots: 2, running }), null, []))).toBe(0);
  });
});
