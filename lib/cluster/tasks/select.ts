// Answers a page of the task list from the columns: what matches, what is newer, the facets, the page's rows. Without a
// filter it costs the page; with one, a step per held task over the columns that the filter names.

import type { TaskFilter, TaskSort } from "../../tasks/filter.ts";
import { TASK_STATES, type TaskRow } from "../../tasks/task.ts";
import { FREE } from "../task-columns.ts";
import type { TaskStore } from "../task-store.ts";
import { Facets, facetsOfAll, type TaskFacets } from "./facets.ts";
import { type Matcher, prepareMatch } from "./match.ts";
import { BLOCK, byState } from "./narrow.ts";
import { findPage, type PageQuery } from "./page-rows.ts";
import { toRow } from "./row.ts";
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
  const counted = countStates(store, matcher, query.until) ?? scan(store, matcher, query.until, null);
  return {
    ...counted,
    searched: matcher.searched(),
    rows: pageOf(store, matcher, sort, query),
  };
}

/** A page with the facets of everything that matches. */
export function selectWithFacets(
  store: TaskStore,
  filter: TaskFilter,
  sort: TaskSort,
  query: PageQuery,
  now: number,
): TaskPage & TaskFacets {
  const matcher = prepareMatch(filter, store, now);
  return { ...countWith(store, matcher, query.until), rows: pageOf(store, matcher, sort, query) };
}

/** What matches and what it is made of, without a page. */
export function countWith(store: TaskStore, matcher: Matcher, until: number | null): TaskCounts & TaskFacets {
  const searched = matcher.searched();
  const everything = matcher.states === ALL_STATES;
  const counted = everything ? countStates(store, matcher, until) : null;
  if (counted) return { ...counted, searched, ...facetsOfAll(store) };
  const facets = new Facets(store);
  return { ...scan(store, matcher, until, facets), searched, ...facets.finish() };
}

function pageOf(store: TaskStore, matcher: Matcher, sort: TaskSort, query: PageQuery): readonly TaskRow[] {
  return findPage(store, matcher, sort, query).rows.map((row) => toRow(store.at(row), store));
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
  { states, narrow }: Matcher,
  until: number | null,
  facets: Facets | null,
): { matching: number; newer: number } {
  const { state, ordinal } = store.columns;
  const limit = until ?? Number.POSITIVE_INFINITY;
  // Tasks in other states only count in the facets.
  const held = byState(state, facets === null ? states : ALL_STATES);
  const block = new Uint8Array(BLOCK);
  let matching = 0;
  let newer = 0;
  for (let first = 0; first < store.used; first += BLOCK) {
    const count = Math.min(BLOCK, store.used - first);
    block.fill(1);
    held(block, first, count);
    narrow(block, first, count);
    for (let i = 0; i < count; i += 1) {
      if (block[i] === 0) continue;
      const row = first + i;
      const code = state[row] ?? FREE;
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
  }
  return { matching, newer };
}
