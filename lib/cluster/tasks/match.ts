// A filter made ready for many rows: names resolved to the store's integers, text to a search that remembers.

import type { TaskFilter } from "../../tasks/filter.ts";
import { stateCode } from "../../tasks/precedence.ts";
import type { Dictionary } from "../dictionary.ts";
import type { TaskStore } from "../task-store.ts";
import { type Search, searchesOf } from "./text-search.ts";

const ALL_STATES = 0xff;

export interface Matcher {
  /** Bit per state code. */
  readonly states: number;
  /** Everything but the state, of a row that holds a task; null when everything goes through. */
  readonly rest: ((row: number) => boolean) | null;
  /** All of `rest`, when that is only of integers. */
  readonly sets: readonly IdSet[];
  /** The part of the filter that the fewest tasks pass, and how many do: a walk may stop once it met them all. */
  readonly rarest: { readonly passes: (row: number) => boolean; readonly total: number };
  /** The search of the text; null without any. */
  readonly search: Search | null;
}

interface Part {
  readonly passes: (row: number) => boolean;
  /** How many held tasks pass. */
  readonly total: number;
}

/** Rows whose integer in `ids` is among those taken. */
export interface IdSet {
  readonly ids: Uint32Array;
  readonly taken: Uint8Array;
  /** How many held tasks have one of them. */
  readonly total: number;
}

/** Searches at most about so many characters for the text; by default, as many as one question may. */
export function prepareMatch(filter: TaskFilter, store: TaskStore, maxCharacters?: number): Matcher {
  const { nameId, workerId, queueId } = store.columns;
  const states = filter.states.reduce((mask, state) => mask | (1 << stateCode(state)), 0) || ALL_STATES;
  const parts: Part[] = [];
  const sets: IdSet[] = [];
  const add = (pattern: string | null, dictionary: Dictionary, ids: Uint32Array) => {
    if (pattern === null) return;
    const taken = chosen(pattern, dictionary);
    const total = usesOf(taken, dictionary);
    sets.push({ ids, taken, total });
    parts.push({ passes: (row) => taken[ids[row] ?? 0] === 1, total });
  };
  const search = filter.text === null ? null : searchesOf(store).search(filter.text, maxCharacters);
  add(filter.name, store.names, nameId);
  add(filter.worker, store.workers, workerId);
  add(filter.queue, store.queues, queueId);
  // What passes seldom comes first: then the others are hardly asked.
  sets.sort((x, y) => x.total - y.total);
  if (search) parts.push({ passes: search.matches, total: store.size });
  const rarest = parts.reduce((a, b) => (b.total < a.total ? b : a), ofStates(states, store));
  const rest = parts.length === 0 ? null : testOf(sets, search?.matches ?? null);
  return { states, rest, sets: search === null ? sets : [], rarest, search };
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
function testOf(
  [first, second, third]: readonly IdSet[],
  search: ((row: number) => boolean) | null,
): (row: number) => boolean {
  return (row) =>
    (first === undefined || first.taken[first.ids[row] ?? 0] === 1) &&
    (second === undefined || second.taken[second.ids[row] ?? 0] === 1) &&
    (third === undefined || third.taken[third.ids[row] ?? 0] === 1) &&
    (search === null || search(row));
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

/** `*` is any run of characters. Linear in the text: no pattern can make it slow. */
export function globMatcher(pattern: string): (text: string) => boolean {
  const parts = pattern.split("*");
  const first = parts[0] ?? "";
  const last = parts.at(-1) ?? "";
  const middle = parts.slice(1, -1);
  return (text) => {
    if (parts.length === 1) return text === pattern;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}
