// A filter made ready for many rows: names resolved to the store's integers, text to a search that remembers.

import type { Dictionary } from "../cluster/dictionary.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import type { TaskFilter } from "./filter.ts";
import { stateCode } from "./precedence.ts";
import { type Searched, searchesOf } from "./text-search.ts";

const ALL_STATES = 0xff;

export interface Matcher {
  /** Bit per state code. */
  readonly states: number;
  /** Everything but the state, of a row that holds a task; null when everything goes through. */
  readonly rest: ((row: number) => boolean) | null;
  /** How far the text was searched; null without any. */
  readonly searched: Searched | null;
}

export function prepareMatch(filter: TaskFilter, store: TaskStore): Matcher {
  const states = filter.states.reduce((mask, state) => mask | (1 << stateCode(state)), 0);
  const { nameId, workerId, queueId } = store.columns;
  const tests: ((row: number) => boolean)[] = [];
  const search = filter.text === null ? null : searchesOf(store).search(filter.text);
  if (filter.name !== null) tests.push(isChosen(chosen(filter.name, store.names), nameId));
  if (filter.worker !== null) tests.push(isChosen(chosen(filter.worker, store.workers), workerId));
  if (filter.queue !== null) tests.push(isChosen(chosen(filter.queue, store.queues), queueId));
  if (search) tests.push(search.matches);
  return {
    states: states === 0 ? ALL_STATES : states,
    rest: all(tests),
    searched: search?.searched ?? null,
  };
}

function all(tests: readonly ((row: number) => boolean)[]): ((row: number) => boolean) | null {
  const [first, second] = tests;
  if (!first) return null;
  if (!second) return first;
  if (tests.length === 2) return (row) => first(row) && second(row);
  return (row) => tests.every((test) => test(row));
}

function isChosen(taken: Uint8Array, ids: Uint32Array): (row: number) => boolean {
  return (row) => taken[ids[row] ?? 0] === 1;
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
