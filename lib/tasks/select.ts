// Answers a page of the task list from the columns: what matches, what is newer, the facets, the page's rows. Without a
// filter it costs the page; with one, a step per held task over the columns that the filter names.
import { FREE } from "../cluster/task-columns.ts";
import type { TaskStore } from "../cluster/task-store.ts";
import { sortKey } from "./compare.ts";
import { Facets, facetsOfAll, type TaskFacets } from "./facets.ts";
import type { TaskFilter, TaskSort } from "./filter.ts";
import { type Matcher, prepareMatch } from "./match.ts";
import { toRow } from "./row.ts";
import { TASK_STATES, type TaskRow } from "./task.ts";
import type { Searched } from "./text-search.ts";
import { TopRows } from "./top-rows.ts";

export interface PageQuery {
  /** Tasks with a greater ordinal are only counted as newer; null holds nothing back. */
  readonly until: number | null;
  readonly offset: number;
  readonly limit: number;
}

export interface TaskCounts {
  readonly matching: number;
  readonly newer: number;
  /** How far the text was searched; null without any. */
  readonly searched: Searched | null;
}

export interface TaskPage extends TaskCounts {
  readonly rows: readonly TaskRow[];
}

/** A page without facets. */
export function selectTasks(
  store: TaskStore,
  filter: TaskFilter,
  sort: TaskSort,
  query: PageQuery,
): TaskPage {
  const matcher = prepareMatch(filter, store);
  const counted = countStates(store, matcher, query.until) ?? scan(store, matcher, query.until, null);
  return { ...counted, searched: matcher.searched, rows: pageOf(store, matcher, sort, query) };
}

/** A page with the facets of everything that matches. */
export function selectWithFacets(
  store: TaskStore,
  filter: TaskFilter,
  sort: TaskSort,
  query: PageQuery,
): TaskPage & TaskFacets {
  const matcher = prepareMatch(filter, store);
  return { ...countWith(store, matcher, query.until), rows: pageOf(store, matcher, sort, query) };
}

/** What matches and what it is made of, without a page. */
export function countWith(store: TaskStore, matcher: Matcher, until: number | null): TaskCounts & TaskFacets {
  const { searched } = matcher;
  const everything = matcher.states === ALL_STATES;
  const counted = everything ? countStates(store, matcher, until) : null;
  if (counted) return { ...counted, searched, ...facetsOfAll(store) };
  const facets = new Facets(store);
  return { ...scan(store, matcher, until, facets), searched, ...facets.finish() };
}

/** The page's rows alone. */
export function pageOf(
  store: TaskStore,
  matcher: Matcher,
  sort: TaskSort,
  query: PageQuery,
): readonly TaskRow[] {
  const rows = sort.by === "seen" ? inOrder(store, matcher, sort, query) : byKey(store, matcher, sort, query);
  return rows.map((row) => toRow(store.at(row), store));
}

const ALL_STATES = 0xff;

/** From the counts that are always kept; null when the filter needs more than those. */
function countStates(
  store: TaskStore,
  { states, rest }: Matcher,
  until: number | null,
): { matching: number; newer: number } | null {
  if (rest !== null || (until !== null && until < store.newest)) return null;
  const matching = TASK_STATES.reduce(
    (sum, _, code) => sum + (((states >> code) & 1) === 1 ? (store.counts[code] ?? 0) : 0),
    0,
  );
  return { matching, newer: 0 };
}

function scan(
  store: TaskStore,
  { states, rest }: Matcher,
  until: number | null,
  facets: Facets | null,
): { matching: number; newer: number } {
  const { state, ordinal } = store.columns;
  const { used } = store;
  const limit = until ?? Number.POSITIVE_INFINITY;
  let matching = 0;
  let newer = 0;
  for (let row = 0; row < used; row += 1) {
    const code = state[row] ?? FREE;
    if (code === FREE || (rest !== null && !rest(row))) continue;
    const inStates = (states >> code) & 1;
    if ((ordinal[row] ?? 0) > limit) {
      newer += inStates;
      continue;
    }
    facets?.countState(code);
    if (inStates === 0) continue;
    matching += 1;
    facets?.count(row, code);
  }
  return { matching, newer };
}

/** Walks from the page's end of the order and stops when the page is full. */
function inOrder(
  { order, columns }: TaskStore,
  { states, rest }: Matcher,
  { descending }: TaskSort,
  { until, offset, limit }: PageQuery,
): readonly number[] {
  const { state, ordinal } = columns;
  const held = until ?? Number.POSITIVE_INFINITY;
  const step = descending ? -1 : 1;
  const found: number[] = [];
  let skip = offset;
  for (let place = descending ? order.end - 1 : order.start; ; place += step) {
    if (place < order.start || place >= order.end || found.length >= limit) return found;
    const row = order.rowAt(place);
    if (row < 0 || (ordinal[row] ?? 0) > held) continue;
    if (((states >> (state[row] ?? 0)) & 1) === 0 || (rest !== null && !rest(row))) continue;
    if (skip > 0) skip -= 1;
    else found.push(row);
  }
}

function byKey(
  store: TaskStore,
  { states, rest }: Matcher,
  sort: TaskSort,
  { until, offset, limit }: PageQuery,
): readonly number[] {
  const { order, columns } = store;
  const { state, ordinal } = columns;
  const held = until ?? Number.POSITIVE_INFINITY;
  const key = sortKey(sort, store);
  const top = new TopRows(offset, limit, store.size, ordinal);
  // Times grow with the order: from this end, what comes first is mostly what is shown.
  const step = sort.descending ? -1 : 1;
  for (let place = sort.descending ? order.end - 1 : order.start; ; place += step) {
    if (place < order.start || place >= order.end) return top.page();
    const row = order.rowAt(place);
    if (row < 0 || (ordinal[row] ?? 0) > held) continue;
    if (((states >> (state[row] ?? 0)) & 1) === 0 || (rest !== null && !rest(row))) continue;
    top.offer(row, key(row));
  }
}
