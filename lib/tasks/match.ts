// A filter made ready for many records: names resolved to the store's integers, text to one regular expression.

import type { Dictionary } from "../cluster/dictionary.ts";
import type { TaskRecord } from "../cluster/task-record.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import type { TaskFilter } from "./filter.ts";
import { stateCode } from "./precedence.ts";

const ALL_STATES = 0xff;

export interface Matcher {
  /** Bit per state code. */
  readonly states: number;
  /** Everything but the state. */
  readonly rest: (record: TaskRecord) => boolean;
  /** True when `rest` lets everything through. */
  readonly everything: boolean;
}

export function prepareMatch(filter: TaskFilter, store: TaskStore): Matcher {
  const states = filter.states.reduce((mask, state) => mask | (1 << stateCode(state)), 0);
  const name = chosen(filter.name, store.names);
  const worker = chosen(filter.worker, store.workers);
  const queue = chosen(filter.queue, store.queues);
  const text = filter.text === null ? null : textMatch(filter.text, store);
  const rest = (record: TaskRecord) =>
    (name === null || name[record.nameId] === 1) &&
    (worker === null || worker[record.workerId] === 1) &&
    (queue === null || queue[record.queueId] === 1) &&
    (text === null || text(record));
  const everything = name === null && worker === null && queue === null && text === null;
  return { states: states === 0 ? ALL_STATES : states, rest, everything };
}

/** Which integers the pattern takes; null when there is no pattern. */
function chosen(pattern: string | null, dictionary: Dictionary): Uint8Array | null {
  if (pattern === null) return null;
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

/** Case-insensitive substring; names and workers are looked up once per distinct text, not once per task. */
function textMatch(text: string, store: TaskStore): (record: TaskRecord) => boolean {
  const wanted = new RegExp(text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), "i");
  const names = tested(wanted, store.names);
  const workers = tested(wanted, store.workers);
  const found = (value: string | null) => value !== null && wanted.test(value);
  return (record) =>
    names[record.nameId] === 1 ||
    workers[record.workerId] === 1 ||
    wanted.test(record.uuid) ||
    found(record.args) ||
    found(record.kwargs) ||
    found(record.result) ||
    found(record.exception);
}

function tested(wanted: RegExp, dictionary: Dictionary): Uint8Array {
  const taken = new Uint8Array(dictionary.width);
  for (let id = 1; id < taken.length; id += 1) {
    const text = dictionary.text(id);
    if (text !== null && wanted.test(text)) taken[id] = 1;
  }
  return taken;
}
