// The rows that a filter takes, a block after the other in order of first sight, from either end. The part of the filter
// that the fewest tasks pass finds the rows of a block, the rest puts those in order: most rows are looked at once.
import { TASK_STATES } from "../../tasks/task.ts";
import type { TaskStore } from "../task-store.ts";
import type { IdSet } from "./id-sets.ts";
import { BLOCK, byAll, bySet, byState, type Split } from "./split.ts";

/** What a row must have to pass. */
export interface Parts {
  /** Bit per state code. */
  readonly states: number;
  /** Those that the fewest tasks have come first. */
  readonly sets: readonly IdSet[];
  readonly others: readonly Split[];
}

/** Of a block, `count` rows in no order; answers whether more are wanted. */
export type Take = (rows: Uint32Array, count: number) => boolean;

/** Finds the rows at some places of the order that may pass. */
type Gather = (places: Uint32Array, from: number, to: number, rows: Uint32Array) => number;

export const ALL_STATES = 0xff;

/** Answers how many places it looked at: what it cost. */
export function eachBlock(store: TaskStore, parts: Parts, descending: boolean, take: Take): number {
  const { start, end, places } = store.order;
  const { gather, total, finish } = plan(store, parts);
  const rows = new Uint32Array(BLOCK);
  // Once all were met that have the rarest part, nothing else can pass.
  let left = total;
  let looked = 0;
  while (left > 0 && start + looked < end) {
    const count = Math.min(BLOCK, end - start - looked);
    const from = descending ? end - looked - count : start + looked;
    looked += count;
    const found = gather(places, from, from + count, rows);
    left -= found;
    if (found > 0 && !take(rows, finish(rows, 0, found))) break;
  }
  return looked;
}

function plan({ columns: { state }, counts }: TaskStore, { states, sets, others }: Parts) {
  const isAnyState = states === ALL_STATES;
  const total = totalOf(states, counts);
  const [rarest, ...rest] = sets;
  if (rarest === undefined || (!isAnyState && total <= rarest.total)) {
    return { gather: inStates(state, states), total, finish: byAll([...sets.map(bySetOf), ...others]) };
  }
  const first = isAnyState ? [] : [byState(state, states)];
  const finish = byAll([...first, ...rest.map(bySetOf), ...others]);
  return { gather: inSet(rarest), total: rarest.total, finish };
}

const bySetOf = (set: IdSet): Split => bySet(set);

/** How many tasks are in these states. */
export function totalOf(states: number, counts: Readonly<Uint32Array>): number {
  return TASK_STATES.reduce(
    (sum, _, code) => sum + (((states >> code) & 1) === 1 ? (counts[code] ?? 0) : 0),
    0,
  );
}

function inStates(state: Uint8Array, states: number): Gather {
  return (places, from, to, rows) => {
    let count = 0;
    for (let place = from; place < to; place += 1) {
      const row = (places[place] ?? 0) - 1;
      if (row < 0 || ((states >> (state[row] ?? 0)) & 1) === 0) continue;
      rows[count] = row;
      count += 1;
    }
    return count;
  };
}

function inSet({ ids, taken }: IdSet): Gather {
  return (places, from, to, rows) => {
    let count = 0;
    for (let place = from; place < to; place += 1) {
      const row = (places[place] ?? 0) - 1;
      if (row < 0 || taken[ids[row] ?? 0] !== 1) continue;
      rows[count] = row;
      count += 1;
    }
    return count;
  };
}
