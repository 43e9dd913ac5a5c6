// The invariants of architecture.md that the state must hold, with the same words.
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Task } from "../tasks/task.ts";
import { TASK_STATES } from "../tasks/task.ts";
import { ClusterState } from "./cluster-state.ts";
import { heardOf, taskEvents, workerEvent } from "./events.test-helper.ts";
import { attemptsBefore, fold } from "./fold.ts";
import type { Heard } from "./from-wire.test-helper.ts";
import { compareMarks, type Mark, markKind, toMark } from "./mark.ts";

vi.setConfig({ testTimeout: 60_000 });

const uuids = ["t1", "t2", "t3"];
const heard = heardOf(
  fc.oneof({ weight: 4, arbitrary: taskEvents(uuids) }, { weight: 1, arbitrary: workerEvent }),
);
const END = 1_020_000;

function play(heards: readonly Heard[], maxTasks = 1_000, maxWorkers = 100): ClusterState {
  const state = new ClusterState({ maxTasks, maxWorkers });
  for (const { event, now } of heards) state.applyEvent(event, now);
  return state;
}

function rowsInOrder({ tasks: { order } }: ClusterState): readonly number[] {
  const places = Array.from({ length: order.end - order.start }, (_, place) => order.start + place);
  return places.map((place) => order.rowAt(place)).filter((row) => row >= 0);
}

/** What the set of events decides: no ordinals, no times of our own. */
function timeless(task: Task | null): unknown {
  if (task === null) return null;
  const { ordinal: _ordinal, firstSeenAt: _first, lastSeenAt: _last, orphanedAt: _orphaned, ...rest } = task;
  return rest;
}

function picture(state: ClusterState): unknown {
  const workers = [...state.workers.all()]
    .filter(({ known }) => known)
    .map((worker) => ({
      hostname: worker.hostname,
      status: worker.statusAt(END),
      sign: worker.lastSignAt,
      freq: worker.freqSeconds,
      heartbeat: [worker.active.value, worker.processed.value, worker.loadavg.value, worker.pid.value],
      counts: [worker.succeeded, worker.failed, worker.retried],
      running: Array.from(worker.running, (row) => state.tasks.at(row).uuid).sort(),
      reserved: Array.from(worker.reserved, (row) => state.tasks.at(row).uuid).sort(),
    }))
    .sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
  return {
    tasks: uuids.map((uuid) => timeless(state.task(uuid))),
    counts: [...state.tasks.counts],
    families: uuids.map((uuid) =>
      state.tasks
        .family(uuid)
        .map((record) => record.uuid)
        .sort(),
    ),
    names: [...state.tasks.names.texts()].sort(),
    workers,
  };
}

describe("any interleaving of the same events gives the same final state", () => {
  test("events of several tasks and workers, in any order", () => {
    const shuffled = fc
      .array(heard, { maxLength: 25, size: "max" })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(picture(play(other))).toEqual(picture(play(list)));
      }),
      { numRuns: 200 },
    );
  });

  test("a repeated event changes nothing", () => {
    fc.assert(
      fc.property(fc.array(heard, { maxLength: 20 }), (list) => {
        const twice = list.flatMap((one) => [one, one]);
        const times = ({ workers, ...rest }: { workers?: unknown }) => rest;
        // Frequencies are kept as the last four told, so a worker told twice remembers fewer different ones.
        const without = (state: ClusterState) => times(picture(state) as { workers?: unknown });
        expect(without(play([...twice, ...list]))).toEqual(without(play(list)));
      }),
      { numRuns: 200 },
    );
  });

  test("the fast path gives what folding all marks gives", () => {
    fc.assert(
      fc.property(fc.array(heardOf(taskEvents(["t1"])), { minLength: 1, maxLength: 8 }), (list) => {
        const marks: Mark[] = list.flatMap(({ event }) => {
          const kind = event.kind === "task" ? markKind(event) : null;
          return event.kind === "task" && kind !== null ? [toMark(event, kind)] : [];
        });
        fc.pre(marks.length > 0);
        marks.sort(compareMarks);
        const { waitMs, ...facts } = fold(marks, "t1");
        const state = play(list);
        expect(state.task("t1")).toMatchObject({ ...facts, attempts: attemptsBefore(marks) });
        expect(state.tasks.get("t1")?.waitMs).toEqual(waitMs);
      }),
      { numRuns: 600 },
    );
  });
});

test("a task's timestamp never goes back", () => {
  fc.assert(
    fc.property(fc.array(heardOf(taskEvents(["t1"])), { maxLength: 15 }), (list) => {
      const state = new ClusterState({ maxTasks: 10, maxWorkers: 10 });
      let last = 0;
      for (const { event, now } of list) {
        state.applyEvent(event, now);
        const timestamp = state.task("t1")?.timestamp ?? 0;
        expect(timestamp).toBeGreaterThanOrEqual(last);
        last = timestamp;
      }
    }),
  );
});

describe("bounds are never exceeded; what was evicted or dropped is counted and shown", () => {
  test("tasks and workers", () => {
    const many = heardOf(
      fc.oneof(taskEvents(Array.from({ length: 30 }, (_, index) => `t${index}`)), workerEvent),
    );
    fc.assert(
      fc.property(fc.array(many, { maxLength: 120, size: "max" }), (list) => {
        const state = play([], 5, 1);
        const created = new Set<string>();
        let sightings = 0;
        for (const { event, now } of list) {
          if (event.kind === "task" && !state.tasks.get(event.uuid)) sightings += 1;
          state.applyEvent(event, now);
          if (event.kind === "task") created.add(event.uuid);
          expect(state.tasks.size).toBeLessThanOrEqual(5);
          expect([...state.workers.all()].length).toBeLessThanOrEqual(1);
        }
        expect(state.tasks.evicted).toBe(sightings - state.tasks.size);
        expect([...state.tasks.counts].reduce((sum, count) => sum + count, 0)).toBe(state.tasks.size);
        expect(rowsInOrder(state).length).toBe(state.tasks.size);
      }),
    );
  });

  test("a task that retries without end keeps a bounded history", () => {
    const state = play([]);
    for (let retries = 0; retries < 500; retries += 1) {
      const told = { kind: "task", hostname: "celery@a", pid: 1, clock: 1, uuid: "t1" } as const;
      const at = retries * 10_000;
      state.applyEvent({ ...told, subject: "received", at, retries, name: "poll" }, at);
      state.applyEvent({ ...told, subject: "started", at: at + 1 }, at + 1);
      state.applyEvent({ ...told, subject: "retried", at: at + 2, exception: "Not yet" }, at + 2);
    }
    const task = state.task("t1");
    expect(task?.retries).toBe(499);
    expect(task?.state).toBe("RETRY");
    expect(task?.attempts.length).toBeLessThanOrEqual(50);
    expect(task?.attempts.at(-1)).toMatchObject({ retries: 498, state: "RETRY", exception: "Not yet" });
    expect(state.tasks.get("t1")?.marks?.length).toBe(64);
    expect(state.marksDropped).toBe(1_500 - 64);
    expect(state.workers.get("celery@a")?.retried).toBe(500);
  });
});

test("unknown is a value: what no event told is null, and every state is one of Celery's", () => {
  fc.assert(
    fc.property(taskEvents(["t1"]), (event) => {
      const task = play([{ event, now: event.at }]).task("t1");
      expect(task).not.toBeNull();
      if (!task) return;
      expect(TASK_STATES).toContain(task.state);
      const told = event.subject === "sent" || event.subject === "received";
      if (!told)
        expect([task.name, task.args, task.eta, task.sentAt, task.receivedAt]).toEqual(Array(5).fill(null));
      if (event.subject !== "sent") expect([task.queue, task.client]).toEqual([null, null]);
      if (event.subject === "sent") expect(task.worker).toBeNull();
    }),
  );
});
