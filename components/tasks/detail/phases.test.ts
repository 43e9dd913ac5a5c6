import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Task } from "#lib/tasks/task.ts";
import { TASK_STATES } from "#lib/tasks/task.ts";
import { aTask } from "../fixtures.test-helper.ts";
import { preparePhases } from "./phases.ts";

const NOW = 1_000_000;
const lengths = (over: Partial<Task>) =>
  preparePhases(aTask(over), NOW).phases.map(({ kind, ms, ongoing }) => [kind, ms, ongoing]);

describe("preparePhases", () => {
  it("tells the whole life of a finished task, with the runtime its worker measured", () => {
    const over: Partial<Task> = { state: "SUCCESS", sentAt: 1000, receivedAt: 2800, startedAt: 3400 };
    expect(lengths({ ...over, succeededAt: 8600, runtimeSeconds: 5.19 })).toEqual([
      ["queued", 1800, false],
      ["prefetched", 600, false],
      ["running", 5190, false],
    ]);
    const phases = preparePhases(aTask({ ...over, succeededAt: 8600 }), NOW);
    expect(phases).toMatchObject({ ended: "SUCCESS", endedAt: 8600 });
  });

  it("says that it does not know when a task was sent", () => {
    expect(lengths({ state: "STARTED", receivedAt: NOW - 900, startedAt: NOW - 400 })).toEqual([
      ["queued", null, false],
      ["prefetched", 500, false],
      ["running", 400, true],
    ]);
  });

  it("A2: a run whose worker fell silent lasted at least until then", () => {
    const over: Partial<Task> = { state: "STARTED", sentAt: 1000, receivedAt: 2000, startedAt: 3000 };
    const { phases } = preparePhases(aTask({ ...over, orphanedAt: 9000 }), NOW);
    expect(phases.map(({ kind, ms, ongoing, atLeast }) => [kind, ms, ongoing, atLeast])).toEqual([
      ["queued", 1000, false, undefined],
      ["prefetched", 1000, false, undefined],
      ["running", 6000, false, true],
    ]);
    expect(phases[2]?.hint).toContain("how long it went on is not known");
  });

  it("A2: a run that its worker let go of, or gave back, does not go on", () => {
    const over: Partial<Task> = { sentAt: 1000, receivedAt: 2000, startedAt: 3000 };
    for (const end of [{ cancelledAt: 9000 }, { rejectedAt: 9000 }]) {
      expect(lengths({ ...over, ...end, state: "PENDING" })).toContainEqual(["running", 6000, false]);
    }
  });

  it("grows while it waits in the queue", () => {
    expect(lengths({ sentAt: NOW - 60_000 })).toEqual([["queued", 60_000, true]]);
  });

  it("tells waiting for an ETA from waiting for a process", () => {
    const eta = new Date(NOW + 5000).toISOString();
    expect(lengths({ state: "RECEIVED", sentAt: NOW - 1000, receivedAt: NOW - 900, eta })).toEqual([
      ["queued", 100, false],
      ["held", 900, true],
    ]);
    const passed = new Date(NOW - 300).toISOString().replace("Z", "+00:00");
    expect(lengths({ state: "RECEIVED", sentAt: NOW - 1000, receivedAt: NOW - 900, eta: passed })).toEqual([
      ["queued", 100, false],
      ["held", 600, false],
      ["prefetched", 300, true],
    ]);
  });

  it("does not take the times of an earlier attempt for those of this one", () => {
    const attempts = [
      {
        retries: 0,
        state: "RETRY" as const,
        worker: "celery@a",
        receivedAt: 100,
        startedAt: 200,
        finishedAt: 300,
        exception: null,
        traceback: null,
      },
    ];
    const over: Partial<Task> = { state: "RECEIVED", sentAt: 50, receivedAt: 900, startedAt: 200, attempts };
    expect(lengths(over)).toEqual([
      ["queued", 600, false],
      ["prefetched", NOW - 900, true],
    ]);
  });

  it("shows that a retry waits, and how long it ran before", () => {
    const over: Partial<Task> = { state: "RETRY", sentAt: 1, receivedAt: 2, startedAt: 10, retriedAt: 40 };
    expect(lengths(over).slice(2)).toEqual([
      ["running", 30, false],
      ["backoff", NOW - 40, true],
    ]);
  });

  it("shows only the wait of a next attempt that is held already: the run was another's", () => {
    const before = {
      retries: 0,
      state: "RETRY" as const,
      worker: "celery@a",
      receivedAt: 2,
      startedAt: 10,
      finishedAt: 40,
      exception: "E()",
      traceback: null,
    };
    const over: Partial<Task> = { state: "RETRY", retries: 1, sentAt: 35, receivedAt: 38, retriedAt: 40 };
    expect(lengths({ ...over, attempts: [before] })).toEqual([["backoff", NOW - 40, true]]);
  });

  it("ends a revoked task in the queue, and a lost worker's task where it was lost", () => {
    expect(lengths({ state: "REVOKED", sentAt: 100, revokedAt: 400 })).toEqual([["queued", 300, false]]);
    const lost: Partial<Task> = {
      state: "STARTED",
      sentAt: 0,
      receivedAt: 0,
      startedAt: 100,
      orphanedAt: 700,
    };
    expect(lengths(lost).at(-1)).toEqual(["running", 600, false]);
  });

  it("says that a run was not seen when only its end is known", () => {
    expect(lengths({ state: "SUCCESS", sentAt: 100, succeededAt: 400, runtimeSeconds: 0.2 }).at(-1)).toEqual([
      "running",
      200,
      false,
    ]);
    expect(lengths({ state: "FAILURE", sentAt: 100, failedAt: 400 }).at(-1)).toEqual([
      "running",
      null,
      false,
    ]);
  });

  it("never shows less than nothing, whatever the clocks of the cluster say", () => {
    const time = fc.option(fc.integer({ min: 0, max: 2 * NOW }), { nil: null });
    const anyTask = fc.record({
      state: fc.constantFrom(...TASK_STATES),
      sentAt: time,
      receivedAt: time,
      startedAt: time,
      succeededAt: time,
      failedAt: time,
      retriedAt: time,
      revokedAt: time,
      orphanedAt: time,
      eta: fc.option(fc.string(), { nil: null }),
    });
    fc.assert(
      fc.property(anyTask, (over) => {
        for (const phase of preparePhases(aTask(over), NOW).phases) {
          expect(phase.ms === null || phase.ms >= 0).toBe(true);
        }
      }),
    );
  });
});
