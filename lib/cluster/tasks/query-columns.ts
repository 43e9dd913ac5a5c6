// How each field of the query language is found in the columns. A term is made ready once and asked of every row of the
// store, so names are integers and times are numbers by then.
import { piecesMatcher } from "../../tasks/glob.ts";
import { stateCode } from "../../tasks/precedence.ts";
import { splitError } from "../../tasks/query/error-test.ts";
import type { Term, Test } from "../../tasks/query/expr.ts";
import { FLAG_NAMES, type FlagName, QUERY_FIELDS, type QueryField } from "../../tasks/query/fields.ts";
import { globsOf, intervalsOf, numberTest } from "../../tasks/query/value-tests.ts";
import { TASK_STATES } from "../../tasks/task.ts";
import { parseIso } from "../../tasks/times.ts";
import type { Dictionary } from "../dictionary.ts";
import { FLAG, NO_RETRIES, type TaskColumns, TEXT, type TextCode } from "../task-columns.ts";
import type { TaskStore } from "../task-store.ts";
import { endOf } from "../task-times.ts";
import { idSearch } from "./id-search.ts";
import { idSet, idSetOf, type RowTest } from "./id-sets.ts";
import { ALWAYS, combined, exactly, type Leaf, ofSet } from "./leaf.ts";
import { anyText, type Ground, inText, isWord } from "./query-texts.ts";
import { byAll, byAny, byInterval, byState } from "./split.ts";

type Find = (term: Term, ground: Ground) => Leaf;

const FINISHED = stateCode("REJECTED");
const SUCCESS = stateCode("SUCCESS");
const FAILURE = stateCode("FAILURE");
/** The bits of the states that are ends, the last ones. */
const ENDS = (1 << TASK_STATES.length) - (1 << FINISHED);

const COLUMNS: { readonly [F in QueryField]: Find } = {
  state: ({ test }, { store }) => ofStates(test, store),
  name: ofIds((columns) => [columns.names, columns.nameId]),
  worker: ofIds((columns) => [columns.workers, columns.workerId]),
  queue: ofIds((columns) => [columns.queues, columns.queueId]),
  client: ofIds((columns) => [columns.words, columns.clientId]),
  exchange: ofIds((columns) => [columns.words, columns.exchangeId]),
  routing_key: ofIds((columns) => [columns.words, columns.routingKeyId]),
  id: ({ test }, { store }) => exactly(isId(test, store)),
  root: (term, ground) =>
    combined("or", [isOwnRoot(term.test, ground.store), isWord(term, TEXT.rootId, ground)]),
  parent: (term, ground) => isWord(term, TEXT.parentId, ground),
  args: (term, ground) => inText(term, TEXT.args, ground),
  kwargs: (term, ground) => inText(term, TEXT.kwargs, ground),
  result: (term, ground) => inText(term, TEXT.result, ground),
  // A success may carry the error of a failure that it overruled, which no list shows.
  exception: (term, ground) => {
    const { state, exceptions, exceptionId } = ground.store.columns;
    const { isType, text } = splitError(term.test);
    const set = isType === null ? null : idSetOf(isType, exceptions, exceptionId);
    const named = set === null ? [] : [ofSet(set)];
    if (text === null) return combined("or", named);
    const held = inText({ ...term, test: text }, TEXT.exception, ground);
    return combined("or", [...named, combined("and", [exactly((row) => state[row] !== SUCCESS), held])]);
  },
  traceback: (term, ground) => inText(term, TEXT.traceback, ground),
  sent: ofNumbers(({ sentAt }) => sentAt),
  received: ofNumbers(({ receivedAt }) => receivedAt),
  started: ofNumbers(({ startedAt }) => startedAt),
  ended: ofEnds(ENDS),
  succeeded: ofEnds(1 << SUCCESS),
  failed: ofEnds(1 << FAILURE),
  seen: ofNumbers(({ firstSeenAt }) => firstSeenAt),
  eta: ofTimeText(TEXT.eta),
  expires: ofTimeText(TEXT.expires),
  runtime: ofNumbers(({ ranMs }) => ranMs),
  wait: ofNumbers(({ waitMs }) => waitMs),
  retries: ({ test }, ground) => ofRetries(test, ground),
  pid: ofNumbers(({ pid }) => pid),
  is: ({ test }, { store }) => {
    const named = test.op === "any" ? test.of.map((one) => (one.kind === "flag" ? one.flag : "")) : [];
    const meant = FLAG_NAMES.filter((flag) => named.includes(flag));
    return combined(
      "or",
      meant.map((flag) => FLAGS[flag](store)),
    );
  },
};

const FLAGS: { readonly [F in FlagName]: (store: TaskStore) => Leaf } = {
  orphaned: ({ columns: { flags } }) => exactly((row) => ((flags[row] ?? 0) & FLAG.orphaned) !== 0),
  doubtful: ({ columns, doubts }) =>
    exactly((row) => doubts.has(row) || (columns.rare(row)?.cancelledAt ?? null) !== null),
  finished: ({ columns: { state } }) => inStates(state, ENDS),
};

export function leafOf(term: Term, ground: Ground): Leaf {
  return term.field === null ? anyText(term.test, ground) : COLUMNS[term.field](term, ground);
}

function ofStates(test: Test, { columns: { state } }: TaskStore): Leaf {
  if (test.op !== "any") return ALWAYS;
  const bits = test.of.map((one) => (one.kind === "state" ? 1 << stateCode(one.state) : 0));
  const mask = bits.reduce((a, b) => a | b, 0);
  return inStates(state, mask);
}

function inStates(state: Uint8Array, states: number): Leaf {
  const isIn: RowTest = (row) => ((states >> (state[row] ?? 0)) & 1) === 1;
  return exactly(isIn, byState(state, states), byState(state, ~states));
}

function ofIds(where: (columns: TaskColumns) => readonly [Dictionary, Uint32Array]): Find {
  return ({ test }, { store }) => {
    const patterns = test.op === "known" ? [["", ""]] : globsOf(test).map(({ pieces }) => pieces);
    return ofSet(idSet(patterns, ...where(store.columns)));
  };
}

function ofNumbers(where: (columns: TaskColumns) => Float64Array): Find {
  return ({ test, field }, { store, now }) => {
    const values = where(store.columns);
    const kind = field === null ? "number" : QUERY_FIELDS[field].kind;
    const takes = numberTest(test, kind, now);
    const intervals = intervalsOf(test, kind, now);
    return exactly(
      (row) => takes(values[row] ?? Number.NaN),
      byAny(intervals.map((interval) => byInterval(values, interval))),
      byAll(intervals.map((interval) => byInterval(values, interval, false))),
    );
  };
}

function ofRetries(test: Test, { store: { columns }, now }: Ground): Leaf {
  const { retries } = columns;
  const taken = new Uint8Array(NO_RETRIES + 1);
  for (const { from, to } of intervalsOf(test, "number", now)) {
    taken.fill(1, Math.max(0, Math.ceil(from)), Math.max(0, Math.floor(to) + 1));
  }
  // Where no number was told, it is the first run.
  taken[NO_RETRIES] = taken[0] ?? 0;
  return exactly((row) => taken[retries[row] ?? 0] === 1);
}

/** `states`: a bit for each that is meant. */
function ofEnds(states: number): Find {
  return ({ test }, { store: { columns }, now }) => {
    const takes = numberTest(test, "time", now);
    const { state, endKind, endedAt } = columns;
    const inTime: RowTest = (row) => {
      const kind = state[row] ?? 0;
      // Nearly all have no other end than the one in the column.
      return takes(
        endKind[row] === kind ? (endedAt[row] ?? Number.NaN) : (endOf(columns, row, kind) ?? Number.NaN),
      );
    };
    return combined("and", [inStates(state, states), exactly(inTime)]);
  };
}

/** Few tasks have one. */
function ofTimeText(code: TextCode): Find {
  return ({ test }, { store: { columns }, now }) => {
    const takes = numberTest(test, "ahead", now);
    const inTime: RowTest = (row) =>
      columns.hasText(row, code) && takes(parseIso(columns.text(row, code)) ?? Number.NaN);
    return { ...exactly(inTime), cost: 2 };
  };
}

function isId(test: Test, { columns: { ids } }: TaskStore): RowTest {
  const tests = globsOf(test).map(({ pieces }): RowTest => {
    const [whole = ""] = pieces;
    if (pieces.length === 1) {
      const found = ids.find(whole);
      return (row) => row === found;
    }
    const matches = piecesMatcher(pieces);
    const mayBe = pieces.map((piece) => (piece === "" ? ANY_ID : idSearch(piece)));
    return (row) => {
      const usual = ids.unusual(row) === undefined;
      if (usual && !mayBe.every((test) => test?.(ids.words, row * 4) === true)) return false;
      return matches(ids.text(row));
    };
  });
  return (row) => test.op === "known" || tests.some((isIt) => isIt(row));
}

const ANY_ID = () => true;

function isOwnRoot(test: Test, store: TaskStore): Leaf {
  const { columns } = store;
  const isSelf: RowTest = (row) => ((columns.flags[row] ?? 0) & FLAG.rootIsSelf) !== 0;
  if (test.op === "known") return exactly(isSelf);
  // Where no root was told, others of its workflow name it all the same.
  const isIt = isId(test, store);
  return exactly((row) => (isSelf(row) || !columns.hasText(row, TEXT.rootId)) && isIt(row));
}
