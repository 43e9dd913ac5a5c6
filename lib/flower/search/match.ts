// A search made ready for the rows of a store. Names, workers and states are decided once per text; long texts are read
// only where the rest of the search leaves it open, and what that costs is counted, so that one question can be cut into
// pieces (select.ts).
import type { Dictionary } from "../../cluster/dictionary.ts";
import { TEXT, type TextCode } from "../../cluster/task-columns.ts";
import type { TaskStore } from "../../cluster/task-store.ts";
import { idSearch } from "../../cluster/tasks/id-search.ts";
import { stateOf } from "../../tasks/precedence.ts";
import { TASK_STATES } from "../../tasks/task.ts";
import { hasPair, wantedPair } from "./kwargs-pairs.ts";
import type { SearchField, SearchNode } from "./node.ts";

/** Characters that cost as much as a look at a row. */
const CHARACTERS_PER_STEP = 64;
/** A repr that is taken apart costs so much more than one that is searched. */
const PARSE_COST = 48;

export interface Cost {
  steps: number;
}
export type RowTest = (row: number) => boolean;

export function prepareSearch(node: SearchNode, store: TaskStore, cost: Cost): RowTest {
  if (node.kind === "term") return prepareTerm(node.field, node.value, store, cost);
  const tests = node.parts.map((part) => prepareSearch(part, store, cost));
  if (node.kind === "all") return (row) => tests.every((test) => test(row));
  return (row) => tests.some((test) => test(row));
}

function prepareTerm(field: SearchField | null, value: string, store: TaskStore, cost: Cost): RowTest {
  const { columns } = store;
  const wanted = new RegExp(value.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "iu");
  switch (field) {
    case "name":
      return ofIds(wanted, columns.names, columns.nameId);
    case "worker":
      return ofIds(wanted, columns.workers, columns.workerId);
    case "state":
      return ofStates((state) => state.toLowerCase() === value.toLowerCase(), store);
    case "args":
      return ofText(wanted, TEXT.args, store, cost);
    case "result":
      return ofText(wanted, TEXT.result, store, cost);
    case "kwargs":
      return value.includes("=") ? ofPair(value, store, cost) : ofText(wanted, TEXT.kwargs, store, cost);
    default:
      return anywhere(wanted, value, store, cost);
  }
}

/** Cheap ones first. */
function anywhere(wanted: RegExp, value: string, store: TaskStore, cost: Cost): RowTest {
  const { columns } = store;
  const tests = [
    ofStates((state) => wanted.test(state), store),
    ofIds(wanted, columns.names, columns.nameId),
    ofIds(wanted, columns.workers, columns.workerId),
    ofUuid(wanted, value, store),
    ofText(wanted, TEXT.args, store, cost),
    ofText(wanted, TEXT.kwargs, store, cost),
    ofText(wanted, TEXT.result, store, cost),
  ];
  return (row) => tests.some((test) => test(row));
}

function ofIds(wanted: RegExp, dictionary: Dictionary, ids: Uint32Array): RowTest {
  const taken = new Uint8Array(dictionary.width);
  for (let id = 1; id < taken.length; id += 1) {
    const text = dictionary.text(id);
    if (text !== null && wanted.test(text)) taken[id] = 1;
  }
  return (row) => taken[ids[row] ?? 0] === 1;
}

function ofStates(takes: (state: string) => boolean, { columns }: TaskStore): RowTest {
  const taken = TASK_STATES.map((_, code) => takes(stateOf(code)));
  return (row) => taken[columns.state[row] ?? 0] === true;
}

function ofUuid(wanted: RegExp, value: string, { columns }: TaskStore): RowTest {
  const { ids } = columns;
  const isInId = idSearch(value);
  return (row) => {
    const unusual = ids.unusual(row);
    return unusual === undefined ? (isInId?.(ids.words, row * 4) ?? false) : wanted.test(unusual);
  };
}

function ofText(wanted: RegExp, code: TextCode, { columns }: TaskStore, cost: Cost): RowTest {
  return (row) => {
    const text = columns.text(row, code);
    if (text === null) return false;
    cost.steps += text.length / CHARACTERS_PER_STEP;
    return wanted.test(text);
  };
}

function ofPair(value: string, { columns }: TaskStore, cost: Cost): RowTest {
  const wanted = wantedPair(value);
  const key = wanted.slice(0, wanted.indexOf("="));
  return (row) => {
    const text = columns.text(row, TEXT.kwargs);
    if (text === null) return false;
    cost.steps += text.length / CHARACTERS_PER_STEP;
    if (!text.toLowerCase().includes(key)) return false;
    cost.steps += (text.length * PARSE_COST) / CHARACTERS_PER_STEP;
    return hasPair(text, wanted);
  };
}
