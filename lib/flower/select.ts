// Which held tasks a list of Flower's shows, told in parts: one part looks at a bounded number of rows and characters, so
// that a question about everything never keeps the engine from reading. Between two parts tasks come and go; no task
// is told twice. Guarded by select.test.ts.
import type { Dictionary } from "../cluster/dictionary.ts";
import { FREE } from "../cluster/task-columns.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import { stateOf } from "../tasks/precedence.ts";
import { TASK_STATES } from "../tasks/task.ts";
import { type Cost, prepareSearch, type RowTest } from "./search/match.ts";
import type { SelectedPart, SortValue, TaskSelection } from "./selection.ts";
import { sortValueOf } from "./sort-value.ts";

/** Rows that one part looks at, when that is all it does. */
const STEPS = 20_000;

export function selectPart(
  store: TaskStore,
  selection: TaskSelection,
  from: number,
  steps = STEPS,
): SelectedPart {
  const cost: Cost = { steps: 0 };
  const passes = prepare(selection, store, cost);
  const keyOf = sortValueOf(selection.sortBy, store);
  const { state, ordinal } = store.columns;
  const rows: number[] = [];
  const ordinals: number[] = [];
  const keys: SortValue[] = [];
  const uuids: string[] = [];
  let row = from;
  for (; row < store.used && cost.steps < steps; row += 1) {
    cost.steps += 1;
    if (state[row] === FREE || !passes.every((test) => test(row))) continue;
    rows.push(row);
    ordinals.push(ordinal[row] ?? 0);
    keys.push(keyOf(row));
    uuids.push(store.columns.ids.text(row));
  }
  return { rows, ordinals, keys, uuids, next: row < store.used ? row : null, held: store.size };
}

function prepare(selection: TaskSelection, store: TaskStore, cost: Cost): readonly RowTest[] {
  const { name, worker, state, receivedFrom, receivedTo, search } = selection;
  const { columns } = store;
  const tests: RowTest[] = [];
  if (state !== null) tests.push(ofState(state, columns.state));
  if (name !== null) tests.push(ofText(name, columns.names, columns.nameId));
  if (worker !== null) tests.push(ofText(worker, columns.workers, columns.workerId));
  const { receivedAt } = columns;
  // NaN, not received, is neither before nor after.
  if (receivedFrom !== null) tests.push((row) => !((receivedAt[row] ?? Number.NaN) < receivedFrom));
  if (receivedTo !== null) tests.push((row) => !((receivedAt[row] ?? Number.NaN) > receivedTo));
  if (search !== null) tests.push(prepareSearch(search, store, cost));
  return tests;
}

function ofState(wanted: string, states: Uint8Array): RowTest {
  const code = TASK_STATES.findIndex((_, at) => stateOf(at) === wanted.toUpperCase());
  return (row) => states[row] === code;
}

function ofText(wanted: string, dictionary: Dictionary, ids: Uint32Array): RowTest {
  const text = wanted.toLowerCase();
  const taken = new Uint8Array(dictionary.width);
  for (let id = 1; id < taken.length; id += 1) {
    if (dictionary.text(id)?.toLowerCase() === text) taken[id] = 1;
  }
  return (row) => taken[ids[row] ?? 0] === 1;
}
