// The columns against the plain truth: a task is the fold of the events since it was last held, and every count, index
// and byte of text is what one would get by counting again. Small bounds, so that rows, ids and segments are used anew.
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { TaskEvent } from "../events/event.ts";
import { errorType } from "../pyrepr/error-text.ts";
import { stateCode } from "../tasks/precedence.ts";
import type { Task } from "../tasks/task.ts";
import { ClusterState } from "./cluster-state.ts";
import { taskEvents } from "./events.test-helper.ts";
import { fold } from "./fold.ts";
import { compareMarks, markKind, toMark } from "./mark.ts";

vi.setConfig({ testTimeout: 120_000 });

const usual = Array.from(
  { length: 8 },
  (_, n) => `0000000${n}-0000-4000-8000-${"0123456789ab".slice(n)}${"f".repeat(n)}`,
);
const uuids = [...usual, "t1", "t2", `${usual[0]}x`, (usual[1] ?? "").toUpperCase()];
const sign = fc.constantFrom("a", "é", "漢");
const long = fc
  .tuple(sign, fc.constantFrom(0, 1, 300, 8_000, 30_000))
  .map(([each, size]) => each.repeat(size));

/** Events whose texts are long, of tasks that are each other's roots. */
const events: fc.Arbitrary<TaskEvent> = fc
  .record({ event: taskEvents(uuids), text: long, root: fc.constantFrom(usual[0] ?? "", "t1", null) })
  .map(({ event, text, root }) => ({
    ...event,
    ...(event.args ? { args: `${event.args}${text}` } : null),
    ...(event.result ? { result: text } : null),
    ...(event.traceback ? { traceback: text } : null),
    ...(event.rootId === undefined ? null : { rootId: root }),
  }));

function expected(told: readonly TaskEvent[], uuid: string): object {
  const marks = told.flatMap((event) => {
    const kind = markKind(event);
    return kind === null ? [] : [toMark(event, kind)];
  });
  if (marks.length === 0) return { state: "PENDING", name: null, args: null };
  // The greatest clock first: of an event that came again, one mark is kept.
  marks.sort((a, b) => compareMarks(a, b) || (b.clock ?? -1) - (a.clock ?? -1));
  const once = marks.filter((mark, at) => at === 0 || compareMarks(marks[at - 1] ?? mark, mark) !== 0);
  const { waitMs: _waitMs, ...facts } = fold(once, uuid);
  return facts;
}

function check(state: ClusterState, held: ReadonlyMap<string, readonly TaskEvent[]>): void {
  const tasks: Task[] = [];
  for (const [uuid, told] of held) {
    const task = state.task(uuid);
    expect(task).toMatchObject({ uuid, ...expected(told, uuid) });
    if (task) tasks.push(task);
  }
  const { columns, names, workers, queues } = state.tasks;
  const count = <T>(of: (task: Task) => T, wanted: T) => tasks.filter((task) => of(task) === wanted).length;
  for (const name of names.texts())
    expect(names.uses(names.find(name) ?? 0)).toBe(count((t) => t.name, name));
  for (const host of workers.texts())
    expect(workers.uses(workers.find(host) ?? 0)).toBe(count((t) => t.worker, host));
  for (const queue of queues.texts())
    expect(queues.uses(queues.find(queue) ?? 0)).toBe(count((t) => t.queue, queue));
  const errorOf = (t: Task) => (t.state === "SUCCESS" ? null : errorType(t.exception));
  for (const type of columns.exceptions.texts())
    expect(columns.exceptions.uses(columns.exceptions.find(type) ?? 0)).toBe(count(errorOf, type));
  for (const type of tasks.map(errorOf))
    if (type !== null) expect(columns.exceptions.find(type)).toBeTruthy();
  for (const { state: each } of tasks)
    expect(state.tasks.counts[stateCode(each)]).toBe(count((t) => t.state, each));
  const texts = tasks.flatMap((t) => [
    ...[t.args, t.kwargs, t.result, t.exception, t.traceback, t.eta, t.expires, t.parentId],
    t.rootId === t.uuid ? null : t.rootId,
  ]);
  expect(columns.arena.live).toBe(texts.reduce((sum, text) => sum + (text?.length ?? 0), 0));
  const histogram = state.tasks.seenHistogram();
  expect(histogram.reduce((sum, { total }) => sum + total, 0)).toBe(tasks.length);
  expect(histogram.reduce((sum, { failed }) => sum + failed, 0)).toBe(count((t) => t.state, "FAILURE"));
  for (const root of uuids) {
    const family = tasks
      .filter((task) => task.rootId === root || task.uuid === root)
      .map((task) => task.uuid);
    expect(
      state.tasks
        .family(root)
        .map((record) => record.uuid)
        .sort(),
    ).toEqual(family.sort());
  }
}

describe("the compact store", () => {
  test("holds exactly what the events since each task was last held say, and counts it right", () => {
    fc.assert(
      fc.property(
        fc.array(events, { maxLength: 120, size: "max" }),
        fc.integer({ min: 1, max: 9 }),
        (list, maxTasks) => {
          const state = new ClusterState({ maxTasks, maxWorkers: 1 });
          const held = new Map<string, TaskEvent[]>();
          for (const [index, event] of list.entries()) {
            if (!state.tasks.get(event.uuid)) held.set(event.uuid, []);
            state.applyEvent(event, 1_000_000 + index * 700);
            held.get(event.uuid)?.push(event);
            for (const uuid of held.keys()) if (!state.tasks.get(uuid)) held.delete(uuid);
            expect(state.tasks.size).toBe(held.size);
          }
          check(state, held);
        },
      ),
      { numRuns: 120 },
    );
  });

  test("does not leak text while tasks come and go and a few never end", () => {
    const state = new ClusterState({ maxTasks: 2_000, maxWorkers: 5 });
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1 } as const;
    const text = "x".repeat(500);
    for (let index = 0; index < 30_000; index += 1) {
      const uuid = `u${index}`;
      const args = `(${index}, ${text})`;
      state.applyEvent({ ...base, uuid, subject: "received", at: index, name: "n", args }, index);
      if (index % 40 !== 0)
        state.applyEvent({ ...base, uuid, subject: "succeeded", at: index, result: text }, index);
    }
    const { arena } = state.tasks.columns;
    expect(state.tasks.size).toBe(2_000);
    expect(state.task("u0")?.args).toBe(`(0, ${text})`);
    expect(arena.held - arena.live).toBeLessThan(5 * 2 ** 18);
  });

  test("evicts by the size of the text, too", () => {
    const state = new ClusterState({ maxTasks: 10_000, maxWorkers: 5 });
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1 } as const;
    for (let index = 0; index < 5_000; index += 1) {
      const exception = `${index}${"e".repeat(20_000)}`;
      state.applyEvent({ ...base, uuid: `u${index}`, subject: "failed", at: index, exception }, index);
    }
    expect(state.tasks.columns.arena.held).toBeLessThan(65 * 2 ** 20);
    expect(state.tasks.evicted).toBe(5_000 - state.tasks.size);
    expect(state.task("u4999")?.exception).toContain("4999e");
    expect(state.task("u0")).toBeNull();
  });
});
