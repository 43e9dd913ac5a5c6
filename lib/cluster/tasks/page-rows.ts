// Which rows a page of the task list shows. Order of first sight is walked from the page's end and left when the page is
// full, or when nothing more can match; other orders look at every row, but at no more than its key as long as others
// are before it.

import type { TaskSort } from "../../tasks/filter.ts";
import type { TaskStore } from "../task-store.ts";
import { sortColumn, toKey } from "./compare.ts";
import type { Matcher } from "./match.ts";
import { TopRows } from "./top-rows.ts";

export interface PageQuery {
  /** Tasks with a greater ordinal are only counted as newer; null holds nothing back. */
  readonly until: number | null;
  readonly offset: number;
  readonly limit: number;
}

export interface FoundPage {
  readonly rows: readonly number[];
  /** Rows looked at: what it cost. */
  readonly steps: number;
}

export function findPage(store: TaskStore, matcher: Matcher, sort: TaskSort, query: PageQuery): FoundPage {
  const { offset, limit } = query;
  if (sort.by === "seen") {
    const found: number[] = [];
    let skip = offset;
    const steps = walk(store, matcher, sort.descending, query.until, (row) => {
      if (skip > 0) skip -= 1;
      else found.push(row);
      return found.length < limit;
    });
    return { rows: found, steps };
  }
  const top = new TopRows(offset, limit, store.size, store.columns.ordinal);
  scan(store, matcher, sort, query.until, top);
  return { rows: top.page(), steps: store.used };
}

function scan(
  store: TaskStore,
  { states, rest }: Matcher,
  { by, descending }: TaskSort,
  until: number | null,
  top: TopRows,
): void {
  const { state, ordinal } = store.columns;
  const { values, ids } = sortColumn(by, store);
  const held = until ?? Number.POSITIVE_INFINITY;
  // Times mostly grow with the rows: from this end, what comes first is mostly what is shown.
  const step = descending ? -1 : 1;
  const end = descending ? -1 : store.used;
  for (let row = descending ? store.used - 1 : 0; row !== end; row += step) {
    // FREE is no bit of any state.
    if (((states >> (state[row] ?? 0)) & 1) === 0) continue;
    const key = toKey(values[ids === null ? row : (ids[row] ?? 0)] ?? Number.NaN, descending);
    if (!top.wants(row, key) || (ordinal[row] ?? 0) > held) continue;
    if (rest === null || rest(row)) top.add(row, key);
  }
}

/** Tells of each matching row in order of first sight, until `take` has enough. Answers how many rows it looked at. */
function walk(
  { order, columns }: TaskStore,
  { states, rest, rarest }: Matcher,
  descending: boolean,
  until: number | null,
  take: (row: number) => boolean,
): number {
  const { state, ordinal } = columns;
  const { start, end } = order;
  const held = until ?? Number.POSITIVE_INFINITY;
  const step = descending ? -1 : 1;
  let { total } = rarest;
  let place = descending ? end - 1 : start;
  for (; total > 0 && place >= start && place < end; place += step) {
    const row = order.rowAt(place);
    if (row < 0 || !rarest.passes(row)) continue;
    total -= 1;
    if (((states >> (state[row] ?? 0)) & 1) === 0 || (ordinal[row] ?? 0) > held) continue;
    if (rest !== null && !rest(row)) continue;
    if (!take(row)) break;
  }
  return descending ? end - place : place - start;
}
