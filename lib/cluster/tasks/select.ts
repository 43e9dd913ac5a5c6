// Answers a page of the task list from the columns: what matches, what is newer, the facets, the page's rows. Without a
// filter it costs the page; with one, a step per held task over the columns that the filter names.

import type { TaskFilter, TaskSort } from "../../tasks/filter.ts";
import type { TaskRow } from "../../tasks/task.ts";
import type { TaskStore } from "../task-store.ts";
import { Facets, facetsOfAll, type TaskFacets } from "./facets.ts";
import { type Matcher, prepareMatch } from "./match.ts";
import {
  type FoundPage,
  findPage,
  notNewer,
  type PageFinder,
  type PageQuery,
  pageFinder,
} from "./page-rows.ts";
import { ALL_STATES, eachBlock, totalOf } from "./passing.ts";
import { toRow } from "./row.ts";
import { byState } from "./split.ts";
import type { Searched } from "./text-search.ts";

export interface TaskCounts {
  readonly matching: number;
  readonly newer: number;
  /** How far the text was searched; null without any. */
  readonly searched: Searched | null;
}

export interface TaskPage extends TaskCounts {
  readonly rows: readonly TaskRow[];
}

/** A page without facets. `now` is what ages are counted from. */
export function selectTasks(
  store: TaskStore,
  filter: TaskFilter,
  sort: TaskSort,
  query: PageQuery,
  now: number,
): TaskPage {
  const matcher = prepareMatch(filter, store, now);
  const searched = matcher.searched();
  const counted = countStates(store, matcher, query.until);
  if (counted !== null) {
    return { ...counted, searched, rows: toRows(store, findPage(store, matcher, sort, query).rows) };
  }
  const finder = pageFinder(store, sort, query);
  const all = count(store, matcher, query.until, null, finder);
  return { ...all, searched, rows: toRows(store, finder.page()) };
}

/** What matches, what it is made of, and a page of it: nothing is looked at twice. */
export function countWithPage(
  store: TaskStore,
  matcher: Matcher,
  sort: TaskSort,
  query: PageQuery,
): { figures: TaskCounts & TaskFacets; page: FoundPage } {
  const known = countAll(store, matcher, query.until);
  if (known !== null) return { figures: known, page: findPage(store, matcher, sort, query) };
  const finder = pageFinder(store, sort, query);
  const figures = countWith(store, matcher, query.until, finder);
  return { figures, page: { rows: finder.page(), steps: store.used } };
}

/** What matches and what it is made of; `finder` is shown all of it where it has to be looked at. */
export function countWith(
  store: TaskStore,
  matcher: Matcher,
  until: number | null,
  finder: PageFinder | null = null,
): TaskCounts & TaskFacets {
  const known = countAll(store, matcher, until);
  if (known !== null) return known;
  const searched = matcher.searched();
  const facets = new Facets(store);
  return { ...count(store, matcher, until, facets, finder), searched, ...facets.finish() };
}

/** From the figures that are always kept; null when only some tasks match. */
function countAll(
  store: TaskStore,
  matcher: Matcher,
  until: number | null,
): (TaskCounts & TaskFacets) | null {
  const counted = matcher.states === ALL_STATES ? countStates(store, matcher, until) : null;
  return counted === null ? null : { ...counted, searched: matcher.searched(), ...facetsOfAll(store) };
}

function toRows(store: TaskStore, rows: readonly number[]): readonly TaskRow[] {
  return rows.map((row) => toRow(store.at(row), store));
}

/** From the counts that are always kept; null when the filter needs more than those. */
function countStates(
  store: TaskStore,
  { states, rest }: Matcher,
  until: number | null,
): { matching: number; newer: number } | null {
  if (rest !== null || (until !== null && until < store.newest)) return null;
  return { matching: totalOf(states, store.counts), newer: 0 };
}

/** Looks at everything once; `finder` is shown what matches. */
function count(
  store: TaskStore,
  matcher: Matcher,
  until: number | null,
  facets: Facets | null,
  finder: PageFinder | null,
): { matching: number; newer: number } {
  const { states } = matcher;
  const held = notNewer(store, until);
  const inStates = byState(store.columns.state, states);
  // Tasks in other states only count in the facets.
  const parts = facets === null ? matcher : { ...matcher, states: ALL_STATES };
  let matching = 0;
  let newer = 0;
  eachBlock(store, parts, finder?.descending ?? true, (rows, passed) => {
    const shown = held(rows, 0, passed);
    facets?.countStates(rows, shown);
    const found = facets === null ? shown : inStates(rows, 0, shown);
    newer += facets === null ? passed - shown : inStates(rows, shown, passed) - shown;
    matching += found;
    facets?.count(rows, found);
    finder?.take(rows, found);
    return true;
  });
  return { matching, newer };
}
