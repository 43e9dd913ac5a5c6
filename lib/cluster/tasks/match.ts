// A filter made ready for many rows: names resolved to the store's integers, text to a search that remembers.

import { FIELD_NAMES, type FieldName, type Given, given, type TaskFilter } from "../../tasks/filter.ts";
import { globMatcher } from "../../tasks/glob.ts";
import { stateCode } from "../../tasks/precedence.ts";
import type { Dictionary } from "../dictionary.ts";
import type { TaskStore } from "../task-store.ts";
import { type Search, searchesOf } from "./text-search.ts";

const ALL_STATES = 0xff;
/** Sets of integers that the loops over all rows ask by themselves, without a call. */
const INLINE_SETS = 3;

type RowTest = (row: number) => boolean;

export interface Matcher {
  /** Bit per state code. */
  readonly states: number;
  /** Everything but the state, of a row that holds a task; null when everything goes through. */
  readonly rest: RowTest | null;
  /** All of `rest`, when that is at most three sets of integers. */
  readonly sets: readonly IdSet[];
  /** The part of the filter that the fewest tasks pass, and how many do: a walk may stop once it met them all. */
  readonly rarest: Part;
  /** The search of the text; null without any. */
  readonly search: Search | null;
}

interface Part {
  readonly passes: RowTest;
  /** How many held tasks pass, at most. */
  readonly total: number;
}

/** Rows whose integer in `ids` is among those taken. */
export interface IdSet {
  readonly ids: Uint32Array;
  readonly taken: Uint8Array;
  /** How many held tasks have one of them. */
  readonly total: number;
}

/** What one field asks. Facets count tasks of other states too: so states are a mask, which is asked apart. */
type Condition = { readonly states: number } | { readonly set: IdSet } | RowCondition;
interface RowCondition extends Part {
  readonly search: Search | null;
}

type Find<V> = (value: V, store: TaskStore, maxCharacters?: number) => Condition;

/** How each field is found in the columns. Made once for a filter; what it returns is asked of every row. */
const CONDITIONS: { readonly [K in FieldName]: Find<Given<K>> } = {
  states: (states) => ({ states: states.reduce((mask, state) => mask | (1 << stateCode(state)), 0) }),
  name: (pattern, store) => ofIds(pattern, store.names, store.columns.nameId),
  worker: (pattern, store) => ofIds(pattern, store.workers, store.columns.workerId),
  queue: (pattern, store) => ofIds(pattern, store.queues, store.columns.queueId),
  exception: (pattern, store) => ofIds(pattern, store.columns.exceptions, store.columns.exceptionId),
  text(piece, store, maxCharacters) {
    const search = searchesOf(store).search(piece, maxCharacters);
    return { passes: search.matches, total: store.size, search };
  },
};

/** Searches at most about so many characters for the text; by default, as many as one question may. */
export function prepareMatch(filter: TaskFilter, store: TaskStore, maxCharacters?: number): Matcher {
  let states = ALL_STATES;
  const sets: IdSet[] = [];
  const others: RowCondition[] = [];
  const conditionOf = <K extends FieldName>(name: K): Condition | null => {
    const value = given(filter, name);
    return value === null ? null : CONDITIONS[name](value, store, maxCharacters);
  };
  for (const name of FIELD_NAMES) {
    const condition = conditionOf(name);
    if (condition === null) continue;
    if ("states" in condition) states &= condition.states;
    else if ("set" in condition) sets.push(condition.set);
    else others.push(condition);
  }
  // What passes seldom comes first: then the others are hardly asked.
  sets.sort((x, y) => x.total - y.total);
  const parts: Part[] = [...sets.map((set) => ({ passes: inSet(set), total: set.total })), ...others];
  return {
    states,
    rest: parts.length === 0 ? null : testOf(sets, others),
    sets: others.length === 0 && sets.length <= INLINE_SETS ? sets : [],
    rarest: parts.reduce((a, b) => (b.total < a.total ? b : a), ofStates(states, store)),
    search: others.find(({ search }) => search !== null)?.search ?? null,
  };
}

function ofIds(pattern: string, dictionary: Dictionary, ids: Uint32Array): Condition {
  const taken = chosen(pattern, dictionary);
  return { set: { ids, taken, total: usesOf(taken, dictionary) } };
}

function inSet({ ids, taken }: IdSet): RowTest {
  return (row) => taken[ids[row] ?? 0] === 1;
}

function ofStates(states: number, { columns, counts }: TaskStore): Part {
  const { state } = columns;
  const total = counts.reduce((sum, count, code) => sum + (((states >> code) & 1) === 1 ? count : 0), 0);
  return { passes: (row) => ((states >> (state[row] ?? 0)) & 1) === 1, total };
}

function usesOf(taken: Uint8Array, dictionary: Dictionary): number {
  let total = 0;
  for (let id = 1; id < taken.length; id += 1) if (taken[id] === 1) total += dictionary.uses(id);
  return total;
}

/** One function for every filter: it is called a million times, and calls within it would cost more than it does. */
function testOf(sets: readonly IdSet[], others: readonly Part[]): RowTest {
  const [first, second, third] = sets;
  const also = [...sets.slice(INLINE_SETS).map(inSet), ...others.map(({ passes }) => passes)];
  const more = also.length === 0 ? null : also.reduce((a, b) => (row) => a(row) && b(row));
  return (row) =>
    (first === undefined || first.taken[first.ids[row] ?? 0] === 1) &&
    (second === undefined || second.taken[second.ids[row] ?? 0] === 1) &&
    (third === undefined || third.taken[third.ids[row] ?? 0] === 1) &&
    (more === null || more(row));
}

/** Which integers the pattern takes. */
function chosen(pattern: string, dictionary: Dictionary): Uint8Array {
  const taken = new Uint8Array(dictionary.width);
  if (!pattern.includes("*")) {
    const id = dictionary.find(pattern);
    if (id !== undefined) taken[id] = 1;
    return taken;
  }
  const matches = globMatcher(pattern);
  for (let id = 1; id < taken.length; id += 1) {
    const text = dictionary.text(id);
    if (text !== null && matches(text)) taken[id] = 1;
  }
  return taken;
}
