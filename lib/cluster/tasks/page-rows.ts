// Which rows a page of the task list shows, out of blocks of rows that come in order of first sight. In that order the page
// is full after a few; in others every row is asked for its key.
import type { TaskSort } from "../../tasks/filter.ts";
import type { TaskStore } from "../task-store.ts";
import { type SortColumn, sortColumn, toKey } from "./compare.ts";
import { eachBlock, type Parts, type Take } from "./passing.ts";
import { byInterval, type Split } from "./split.ts";
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

/** A page that is being found. */
export interface PageFinder {
  /** Blocks have to come from this end. */
  readonly descending: boolean;
  /** Of rows that are not held back. */
  readonly take: Take;
  readonly page: () => readonly number[];
}

export function findPage(store: TaskStore, parts: Parts, sort: TaskSort, query: PageQuery): FoundPage {
  const finder = pageFinder(store, sort, query);
  const held = notNewer(store, query.until);
  const steps = eachBlock(store, parts, finder.descending, (rows, count) =>
    finder.take(rows, held(rows, 0, count)),
  );
  return { rows: finder.page(), steps };
}

export function pageFinder(store: TaskStore, sort: TaskSort, query: PageQuery): PageFinder {
  return sort.by === "seen" ? bySight(store, sort, query) : byKey(store, sort, query);
}

/** Rows that a list up to this ordinal holds. */
export function notNewer(store: TaskStore, until: number | null): Split {
  if (until === null || until >= store.newest) return (_, __, to) => to;
  return byInterval(store.columns.ordinal, { from: 0, to: until });
}

function bySight(
  { columns: { ordinal } }: TaskStore,
  { descending }: TaskSort,
  query: PageQuery,
): PageFinder {
  const { limit } = query;
  const found: number[] = [];
  const sign = descending ? -1 : 1;
  const order = (a: number, b: number) => sign * ((ordinal[a] ?? 0) - (ordinal[b] ?? 0));
  let skip = query.offset;
  const take: Take = (rows, count) => {
    if (skip >= count) skip -= count;
    else if (found.length < limit) {
      const sorted = rows.slice(0, count).sort(order);
      found.push(...sorted.subarray(skip, skip + limit - found.length));
      skip = 0;
    }
    return found.length < limit;
  };
  return { descending, take, page: () => found };
}

function byKey(store: TaskStore, { by, descending }: TaskSort, query: PageQuery): PageFinder {
  const column = sortColumn(by, store);
  const top = new TopRows(query.offset, query.limit, store.size, store.columns.ordinal);
  const take: Take = (rows, count) => {
    offer(top, rows, count, column, descending);
    return true;
  };
  // Times mostly grow from task to task: from this end, what comes first is mostly what is shown.
  return { descending, take, page: () => top.page() };
}

function offer(
  top: TopRows,
  rows: Uint32Array,
  count: number,
  { values, ids }: SortColumn,
  descending: boolean,
): void {
  for (let at = 0; at < count; at += 1) {
    const row = rows[at] ?? 0;
    const key = toKey(values[ids === null ? row : (ids[row] ?? 0)] ?? Number.NaN, descending);
    if (top.wants(row, key)) top.add(row, key);
  }
}
