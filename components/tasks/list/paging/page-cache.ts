// The pages of the list at hand. What was shown stays until its successor is here, so that neither a new filter nor standing
// still ever blanks the list; bounded to KEPT pages; the same input gives the same reference (page-cache.test.ts).
import type { TasksView } from "#lib/live/views.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { holdOrder, type PageRows } from "./pages.ts";

/** Pages left behind are kept for scrolling back; their rows are brought up to date when they open again. */
export const KEPT = 12;

export interface PageCache {
  /** The list (filter and order) the rows are of; null before the first answer. */
  readonly base: string | null;
  readonly until: number | null;
  readonly pages: PageRows;
  readonly info: TasksView["info"] | null;
  /** The rows are those of the previous list: the new one has not answered yet. */
  readonly stale: boolean;
}

export interface Arrival {
  readonly page: number;
  /** null: not answered yet. */
  readonly view: TasksView | null;
}

export interface Asked {
  readonly base: string;
  readonly until: number | null;
  /** Rows keep their order under the same `until`. */
  readonly keepOrder: boolean;
}

export const NO_PAGES: PageCache = { base: null, until: null, pages: new Map(), info: null, stale: false };

export function mergePages(cache: PageCache, asked: Asked, arrivals: readonly Arrival[]): PageCache {
  const here = arrivals.filter((arrival) => arrival.view !== null);
  if (here.length === 0) return withStale(cache, cache.base !== null && cache.base !== asked.base);
  const sameList = cache.base === asked.base;
  // The first answer after the list stood still may hold tasks that have come to match meanwhile: they would push the
  // rows away from under the pointer.
  const held = sameList && asked.keepOrder && (cache.until === asked.until || cache.until === null);
  const pages = new Map(sameList ? cache.pages : []);
  for (const { page, view } of here) {
    if (view !== null) pages.set(page, nextRows(held ? pages.get(page) : undefined, view.lists.tasks));
  }
  bound(pages, arrivals);
  const info = here.find((arrival) => arrival.page === 0)?.view?.info ?? cache.info;
  const next: PageCache = { base: asked.base, until: asked.until, pages, info, stale: false };
  return same(cache, next) ? cache : next;
}

function nextRows(shown: readonly TaskRow[] | undefined, rows: readonly TaskRow[]): readonly TaskRow[] {
  if (shown === undefined) return rows;
  const next = holdOrder(shown, rows);
  return next.every((row, index) => row === shown[index]) ? shown : next;
}

/** Forgets the pages farthest from those that are open. */
function bound(pages: Map<number, readonly TaskRow[]>, open: readonly Arrival[]): void {
  const near = (page: number): number => Math.min(...open.map((arrival) => Math.abs(arrival.page - page)));
  const farthestFirst = [...pages.keys()].sort((a, b) => near(b) - near(a));
  for (const page of farthestFirst.slice(0, Math.max(0, pages.size - KEPT))) pages.delete(page);
}

function withStale(cache: PageCache, stale: boolean): PageCache {
  return cache.stale === stale ? cache : { ...cache, stale };
}

function same(a: PageCache, b: PageCache): boolean {
  if (a.base !== b.base || a.until !== b.until || a.info !== b.info || a.stale !== b.stale) return false;
  if (a.pages.size !== b.pages.size) return false;
  return [...b.pages].every(([page, rows]) => a.pages.get(page) === rows);
}
