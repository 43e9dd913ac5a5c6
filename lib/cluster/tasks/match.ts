// A filter made ready for many rows: names resolved to the store's integers, text to a search that remembers.

import { FIELD_NAMES, type FieldName, type Given, given, type TaskFilter } from "../../tasks/filter.ts";
import { queryOf } from "../../tasks/filter-query.ts";
import { stateCode } from "../../tasks/precedence.ts";
import type { Expr } from "../../tasks/query/expr.ts";
import type { Dictionary } from "../dictionary.ts";
import type { TaskStore } from "../task-store.ts";
import { type IdSet, idSet, inSet, type RowTest } from "./id-sets.ts";
import { combined, type Leaf, not } from "./leaf.ts";
import { ALL_STATES, type Parts } from "./passing.ts";
import { leafOf } from "./query-columns.ts";
import type { Ground } from "./query-texts.ts";
import { rowSearch } from "./row-search.ts";
import { byTest, type Split } from "./split.ts";
import { MAX_CHARACTERS, type Search, type Searched, searchedBy, searchesOf } from "./text-search.ts";
import { anywhere } from "./wanted.ts";

/** Sets of integers that the test of one row asks by itself, without a call. */
const INLINE_SETS = 3;

export interface Matcher extends Parts {
  /** Everything but the state, of a row that holds a task; null when everything goes through. */
  readonly rest: RowTest | null;
  /** Whether every text was searched that is asked for. */
  readonly complete: boolean;
  /** How far the texts were searched; null where none is asked for. */
  readonly searched: () => Searched | null;
}

interface Part {
  readonly passes: RowTest;
  readonly split: Split;
}

/** What one field asks. Facets count tasks of other states too: so states are a mask, which is asked apart. */
type Condition = { readonly states: number } | { readonly set: IdSet } | Part;

type Find<V> = (value: V, ground: Ground) => readonly Condition[];

/** How each field is found in the columns. Made once for a filter; what it returns is asked of every row. */
const CONDITIONS: { readonly [K in FieldName]: Find<Given<K>> } = {
  states: (states) => [{ states: states.reduce((mask, state) => mask | (1 << stateCode(state)), 0) }],
  name: (pattern, { store }) => ofIds(pattern, store.names, store.columns.nameId),
  worker: (pattern, { store }) => ofIds(pattern, store.workers, store.columns.workerId),
  queue: (pattern, { store }) => ofIds(pattern, store.queues, store.columns.queueId),
  exception: (exception, ground) => ofQuery(queryOf({ exception }), ground),
  text: (piece, { search }) => {
    const { matches } = search(anywhere(piece));
    return [{ passes: matches, split: byTest(matches) }];
  },
  q: (q, ground) => ofQuery(queryOf({ q }), ground),
};

/** `now`: what ages are counted from. Searches at most about so many characters for all texts together. */
export function prepareMatch(
  filter: TaskFilter,
  store: TaskStore,
  now: number,
  maxCharacters = MAX_CHARACTERS,
): Matcher {
  let charactersLeft = maxCharacters;
  return prepare(filter, store, now, (wanted) => {
    const found = searchesOf(store).search(wanted, charactersLeft);
    charactersLeft = Math.max(0, charactersLeft - found.characters);
    return found;
  });
}

/** For a few rows, whose texts are looked at as they are now. `spend`: rowSearch. */
export function prepareRows(
  filter: TaskFilter,
  store: TaskStore,
  now: number,
  spend: (characters: number) => void,
): Matcher {
  return prepare(filter, store, now, (wanted) => rowSearch(wanted, store, spend));
}

function prepare(filter: TaskFilter, store: TaskStore, now: number, searchOf: Ground["search"]): Matcher {
  let states = ALL_STATES;
  const sets: IdSet[] = [];
  const others: Part[] = [];
  const searches: Search[] = [];
  const search: Ground["search"] = (wanted) => {
    const found = searchOf(wanted);
    searches.push(found);
    return found;
  };
  const conditionsOf = <K extends FieldName>(name: K): readonly Condition[] => {
    const value = given(filter, name);
    return value === null ? [] : CONDITIONS[name](value, { store, now, search });
  };
  for (const condition of FIELD_NAMES.flatMap((name) => conditionsOf(name))) {
    if ("states" in condition) states &= condition.states;
    else if ("set" in condition) sets.push(condition.set);
    else others.push(condition);
  }
  // What passes seldom comes first: then the others are hardly asked.
  sets.sort((x, y) => x.total - y.total);
  return {
    states,
    sets,
    others: others.map(({ split }) => split),
    rest: sets.length + others.length === 0 ? null : testOf(sets, others),
    complete: searches.every(({ complete }) => complete),
    searched: () => searchedBy(searches, store),
  };
}

/** Whatever must hold at once is a condition of its own: sets of integers are asked without a call. */
function ofQuery(query: Expr | null, ground: Ground): readonly Condition[] {
  const parts = query === null ? [] : query.kind === "and" ? query.parts : [query];
  const leaves = parts.map((part) => leafOfExpr(part, ground)).toSorted((a, b) => a.cost - b.cost);
  return leaves.map(({ set, yes, split }) => (set === null ? { passes: yes, split } : { set }));
}

function leafOfExpr(expr: Expr, ground: Ground): Leaf {
  if (expr.kind === "term") return leafOf(expr, ground);
  if (expr.kind === "not") return not(leafOfExpr(expr.part, ground));
  const parts = expr.parts.map((part) => leafOfExpr(part, ground));
  return combined(expr.kind, parts);
}

function ofIds(pattern: string, dictionary: Dictionary, ids: Uint32Array): readonly Condition[] {
  return [{ set: idSet([pattern.split("*")], dictionary, ids) }];
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
