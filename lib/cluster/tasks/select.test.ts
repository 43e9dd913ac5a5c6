import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { TaskEvent } from "../../events/event.ts";
import { errorType } from "../../pyrepr/error-text.ts";
import { NEWEST_FIRST, NO_FILTER, TASK_SORTS, type TaskFilter, type TaskSort } from "../../tasks/filter.ts";
import { globMatcher } from "../../tasks/glob.ts";
import { TASK_STATES, type TaskState } from "../../tasks/task.ts";
import { ranOf } from "../../tasks/times.ts";
import { ClusterState } from "../cluster-state.ts";
import { heardOf, taskEvents } from "../events.test-helper.ts";
import { prepareMatch } from "./match.ts";
import type { PageQuery } from "./page-rows.ts";
import { toRow } from "./row.ts";
import { countWithPage, selectTasks } from "./select.ts";

vi.setConfig({ testTimeout: 60_000 });

const uuids = Array.from({ length: 12 }, (_, index) => `task-${index}`);

function stateOf(events: readonly { event: TaskEvent; now: number }[]): ClusterState {
  const state = new ClusterState({ maxTasks: 10, maxWorkers: 10 });
  for (const { event, now } of events) state.applyEvent(event, now);
  return state;
}

/** As a live list is made. */
function withFacets({ tasks }: ClusterState, filter: TaskFilter, sort: TaskSort, query: PageQuery) {
  const { figures, page } = countWithPage(tasks, prepareMatch(filter, tasks, 0), sort, query);
  return { ...figures, rows: page.rows.map((row) => toRow(tasks.at(row), tasks)) };
}

const filters: fc.Arbitrary<TaskFilter> = fc
  .record({
    states: fc.subarray<TaskState>([...TASK_STATES], { maxLength: 3 }),
    name: fc.constantFrom(null, null, "mail.send", "mail.*", "*", "none"),
    worker: fc.constantFrom(null, null, "celery@a", "*@b"),
    queue: fc.constantFrom(null, null, "q1"),
    exception: fc.constantFrom(null, null, null, "OSError", "*Error", "Error"),
    text: fc.constantFrom(null, null, "TASK-1", "x", "Mail", "(", "celery@"),
  })
  .map((fields) => ({ ...NO_FILTER, ...fields }));

describe("a page", () => {
  test("sorted by runtime has the slowest first, as its lines tell how long they ran", () => {
    const events = fc.array(heardOf(taskEvents(uuids)), { maxLength: 60, size: "max" });
    fc.assert(
      fc.property(events, (list) => {
        // The generator makes task events only.
        const { tasks } = stateOf(list as { event: TaskEvent; now: number }[]);
        const page = { until: null, offset: 0, limit: 1_000 };
        const { rows } = selectTasks(tasks, NO_FILTER, { by: "runtime", descending: true }, page, 0);
        const ran = rows.map((row) => ranOf(row) ?? -1);
        expect(ran).toEqual(ran.toSorted((a, b) => b - a));
      }),
      { numRuns: 200 },
    );
  });

  test("is the slice of what a plain filter and sort of all tasks gives, in every order", () => {
    const events = fc.array(heardOf(taskEvents(uuids)), { maxLength: 60, size: "max" });
    const sorts = fc.record({ by: fc.constantFrom(...TASK_SORTS), descending: fc.boolean() });
    const query = fc.record({
      offset: fc.nat({ max: 6 }),
      limit: fc.integer({ min: 1, max: 4 }),
      until: fc.option(fc.nat({ max: 12 }), { nil: null }),
    });
    fc.assert(
      fc.property(events, filters, sorts, query, (list, filter, sort, page) => {
        // The generator makes task events only.
        const state = stateOf(list as { event: TaskEvent; now: number }[]);
        const all = selectTasks(
          state.tasks,
          NO_FILTER,
          sort,
          { until: null, offset: 0, limit: 1_000 },
          0,
        ).rows;
        const matching = all.filter(({ key }) => plainMatch(state, key, filter));
        const shown = matching.filter(({ ordinal }) => page.until === null || ordinal <= page.until);
        const got = withFacets(state, filter, sort, page);
        expect(got.rows).toEqual(shown.slice(page.offset, page.offset + page.limit));
        expect(got.matching).toBe(shown.length);
        expect(got.newer).toBe(matching.length - shown.length);
        // Counted in another way when nobody wants the facets.
        const bare = selectTasks(state.tasks, filter, sort, page, 0);
        expect(bare).toEqual({
          rows: got.rows,
          matching: got.matching,
          newer: got.newer,
          searched: got.searched,
        });
        expect(got.histogram.reduce((sum, { total }) => sum + total, 0)).toBe(shown.length);
        expect(got.byQueue.reduce((sum, [, count]) => sum + count, 0)).toBe(
          shown.filter(({ queue }) => queue !== null).length,
        );
        expect(got.byException.reduce((sum, [, count]) => sum + count, 0)).toBe(
          shown.filter(({ exception }) => errorType(exception) !== null).length,
        );
        const inStates = filter.states.length === 0 ? TASK_STATES : filter.states;
        expect(inStates.reduce((sum, each) => sum + got.byState[each], 0)).toBe(shown.length);
      }),
      { numRuns: 400 },
    );
  });

  test("puts what is not known last, in either direction", () => {
    const base = { kind: "task", hostname: "celery@a", pid: 1, clock: 1, at: 1 } as const;
    const state = stateOf([
      { event: { ...base, uuid: "none", subject: "started" }, now: 1 },
      { event: { ...base, uuid: "slow", subject: "succeeded", runtimeSeconds: 5 }, now: 2 },
      { event: { ...base, uuid: "fast", subject: "succeeded", runtimeSeconds: 1 }, now: 3 },
    ]);
    const keys = (descending: boolean) =>
      selectTasks(
        state.tasks,
        NO_FILTER,
        { by: "runtime", descending },
        { until: null, offset: 0, limit: 9 },
        0,
      ).rows.map(({ key }) => key);
    expect(keys(true)).toEqual(["slow", "fast", "none"]);
    expect(keys(false)).toEqual(["fast", "slow", "none"]);
  });
});

/** The meaning of a filter, said plainly. */
function plainMatch(state: ClusterState, uuid: string, filter: TaskFilter): boolean {
  const task = state.task(uuid);
  if (!task) return false;
  const named = (pattern: string | null, value: string | null) =>
    pattern === null ||
    (value !== null && new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(value));
  const texts = [task.uuid, task.name, task.args, task.kwargs, task.result, task.exception, task.worker];
  const wanted = filter.text?.toLowerCase();
  return (
    (filter.states.length === 0 || filter.states.includes(task.state)) &&
    named(filter.name, task.name) &&
    named(filter.worker, task.worker) &&
    named(filter.queue, task.queue) &&
    named(filter.exception, task.state === "SUCCESS" ? null : errorType(task.exception)) &&
    (wanted === undefined || texts.some((text) => text?.toLowerCase().includes(wanted)))
  );
}

test.each([
  ["a*c", "abc", true],
  ["a*c", "ac", true],
  ["a*c", "acd", false],
  ["*b*", "abc", true],
  ["ab*ba", "aba", false],
  ["**", "", true],
  ["a*b*c", "a-b-b-c", true],
])("pattern %s on %s", (pattern, text, expected) => expect(globMatcher(pattern)(text)).toBe(expected));

test("a page of 100,000 tasks costs well under 20 ms of processor time", () => {
  const state = new ClusterState({ maxTasks: 100_000, maxWorkers: 100 });
  for (let index = 0; index < 100_000; index += 1) {
    const base = {
      kind: "task",
      uuid: `u${index}`,
      hostname: `celery@${index % 20}`,
      pid: 1,
      clock: 1,
    } as const;
    const args = `('${index}',)`;
    state.applyEvent(
      { ...base, subject: "received", at: index, name: `n${index % 50}`, args, retries: 0 },
      index,
    );
    if (index % 10 === 0) state.applyEvent({ ...base, subject: "failed", at: index, exception: "E" }, index);
  }
  const page = { until: null, offset: 0, limit: 100 };
  const filter: TaskFilter = { ...NO_FILTER, states: ["FAILURE"] };
  const costs: number[] = [];
  for (let run = 0; run < 15; run += 1) {
    const before = process.cpuUsage();
    expect(withFacets(state, filter, NEWEST_FIRST, page).matching).toBe(10_000);
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1_000);
  }
  costs.sort((a, b) => a - b);
  expect(costs[7]).toBeLessThan(20);
});
