// Which pages of the list are open while its rows scroll by, and where a row is found in them.
// Never more than SLOTS pages at once, whatever the length of the list (pages.test.ts).
import { PAGE_SIZE } from "#lib/live/views.ts";
import type { TaskRow } from "#lib/tasks/task.ts";

/** Neighbouring pages differ modulo SLOTS, so a page keeps its slot (and its subscription) while the window moves. */
export const SLOTS = 3;
/** Rows fetched ahead on either side; with a viewport of up to 100 rows no more than SLOTS pages are touched. */
export const MARGIN = 50;

/** Pages that the rows first…last touch, with the margin, inside a list of `matching` rows. Page 0 if it is empty. */
export function pagesInView(first: number, last: number, matching: number): readonly number[] {
  const end = Math.max(0, matching - 1);
  const from = Math.floor(clamp(Math.min(first, end) - MARGIN, 0, end) / PAGE_SIZE);
  const to = Math.floor(clamp(last + MARGIN, 0, end) / PAGE_SIZE);
  const pages: number[] = [];
  for (let page = from; page <= to && pages.length < SLOTS; page++) pages.push(page);
  return pages;
}

/** One entry per slot: the page it holds, or null. */
export function slotPages(pages: readonly number[]): readonly (number | null)[] {
  const slots: (number | null)[] = Array.from({ length: SLOTS }, () => null);
  for (const page of pages) slots[page % SLOTS] = page;
  return slots;
}

export type PageRows = ReadonlyMap<number, readonly TaskRow[]>;

/** The row at an index of the whole list; null while its page is not here. */
export function rowAt(pages: PageRows, index: number): TaskRow | null {
  return pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE] ?? null;
}

/** The index of a row among the pages at hand, or null. */
export function indexOf(pages: PageRows, key: string): number | null {
  for (const [page, rows] of pages) {
    const at = rows.findIndex((row) => row.key === key);
    if (at >= 0) return page * PAGE_SIZE + at;
  }
  return null;
}

/** Rows of a page kept in the order they had: for a list that must not move under the pointer. */
export function holdOrder(shown: readonly TaskRow[], next: readonly TaskRow[]): readonly TaskRow[] {
  const fresh = new Map(next.map((row) => [row.key, row]));
  return shown.map((row) => fresh.get(row.key) ?? row);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
