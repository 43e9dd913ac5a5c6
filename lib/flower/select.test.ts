// Lists of Flower's over the store: the same answer in one part or in many, and no task twice.
import { expect, test } from "vitest";
import { ClusterState } from "../cluster/cluster-state.ts";
import type { TaskEvent } from "../events/event.ts";
import { parseSearch } from "./search/parse.ts";
import { selectPart } from "./select.ts";
import type { TaskSelection } from "./selection.ts";
import { inOrder } from "./sort-value.ts";
import { tasksJson } from "./tasks-json.ts";

const ALL: TaskSelection = {
  ...{ name: null, worker: null, state: null, receivedFrom: null, receivedTo: null },
  ...{ search: null, sortBy: "timestamp" },
};

function filled(count: number): ClusterState {
  const state = new ClusterState({ maxTasks: count, maxWorkers: 5 });
  for (let index = 0; index < count; index += 1) {
    const event: TaskEvent = {
      ...{ kind: "task", subject: "received", uuid: idOf(index), name: index % 2 ? "mail.send" : "img.crop" },
      ...{ args: `(${index}, 'Üñï')`, kwargs: `{'user': 'Ann ${index % 5}', 'n': None}`, hostname: "w@h" },
      ...{
        at: 1_000 + index,
        pid: 1,
        clock: index,
        rootId: idOf(0),
        parentId: index > 0 && index < 4 ? idOf(0) : null,
      },
    };
    state.applyEvent(event, 1_000 + index);
  }
  return state;
}
function idOf(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}
function select(state: ClusterState, selection: Partial<TaskSelection>, steps?: number): number[] {
  const rows: number[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const part = selectPart(state.tasks, { ...ALL, ...selection }, from, steps);
    rows.push(...part.rows);
    from = part.next;
  }
  return rows;
}
function search(state: ClusterState, query: string, steps?: number): number {
  const parsed = parseSearch(query);
  if (!parsed.ok) throw new Error(parsed.error);
  return select(state, { search: parsed.search }, steps).length;
}

test("filters and searches", () => {
  const state = filled(100);
  expect(select(state, {})).toHaveLength(100);
  expect(select(state, { name: "MAIL.SEND" })).toHaveLength(50);
  expect(select(state, { worker: "W@h", state: "received" })).toHaveLength(100);
  expect(select(state, { state: "nonsense" })).toHaveLength(0);
  expect(select(state, { receivedFrom: 1_090 })).toHaveLength(10);
  expect(select(state, { receivedTo: 1_009 })).toHaveLength(10);
  expect(search(state, 'kwargs:"user=ann 3"')).toBe(20);
  expect(search(state, "kwargs:user=ann")).toBe(0);
  expect(search(state, "kwargs:n=")).toBe(100);
  expect(search(state, "üñï")).toBe(100);
  expect(search(state, 'args:"(99"')).toBe(1);
  expect(search(state, '"(11, "')).toBe(1);
  expect(search(state, "8000-000000000042")).toBe(1);
  expect(search(state, "received mail OR crop 8000-000000000042")).toBe(51);
  expect(search(state, "w@h state:success")).toBe(0);
});

test("in parts it is the same, and a part is bounded", () => {
  const state = filled(500);
  for (const steps of [1, 7, 100]) {
    expect(select(state, {}, steps)).toEqual(select(state, {}));
    expect(search(state, "ann AND crop", steps)).toBe(search(state, "ann AND crop"));
  }
  expect(selectPart(state.tasks, ALL, 0, 10)).toMatchObject({ next: 10, held: 500 });
});

test("order: unknown first ascending, last descending; equal ones by uuid, in the same direction", () => {
  const order = (keys: (string | number | null)[], descending: boolean) =>
    inOrder(
      keys,
      keys.map((_, at) => `id-${at}`),
      descending,
    ).map((place) => `${keys[place]}${place}`);
  expect(order([2, null, 1, 2], false)).toEqual(["null1", "12", "20", "23"]);
  expect(order([2, null, 1, 2], true)).toEqual(["23", "20", "12", "null1"]);
});

test("as JSON: a row that is another task by now is left out; children are those of the family", () => {
  const state = filled(10);
  const part = selectPart(state.tasks, ALL, 0);
  const { text, done } = tasksJson(state.tasks, { ...part, keyed: true });
  expect(done).toBe(10);
  const tasks = JSON.parse(`{${text}}`) as Record<string, { children: string[]; root: string }>;
  expect(Object.keys(tasks)).toHaveLength(10);
  expect(tasks[idOf(0)]).toMatchObject({ children: [idOf(1), idOf(2), idOf(3)], root: idOf(0) });
  expect(tasks[idOf(1)]).toMatchObject({ children: [], root: idOf(0) });
  const stale = tasksJson(state.tasks, { ...part, ordinals: part.ordinals.map(() => 999), keyed: false });
  expect(stale).toEqual({ text: "", done: 10 });
});
