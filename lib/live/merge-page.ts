// Brings the first page of a list up to date with the tasks that were touched, without looking at any other: what a page
// knows is every matching row up to its border, and only touched rows can have crossed that.
import { TopRows } from "../cluster/tasks/top-rows.ts";

/** The last place of the order up to which all matching rows are known. */
export interface Border {
  readonly key: number;
  readonly ordinal: number;
}

export interface KnownPage {
  /** In order; with the ordinals they had, so that a row used anew is not mistaken. */
  readonly rows: readonly number[];
  readonly ordinals: readonly number[];
  /** null: every matching row is known. */
  readonly border: Border | null;
}

export interface PageOrder {
  readonly limit: number;
  /** Whether the row holds a task that belongs to the list. */
  readonly matches: (row: number) => boolean;
  /** Smallest first; of equal keys the greater ordinal. */
  readonly key: (row: number) => number;
  /** Of every row, by row. */
  readonly ordinal: Float64Array;
}

/**
 * The page after `touched` (each row once) changed. It holds no row that does not belong there, but fewer than it could
 * when `isShort`: then rows beyond the border have to be looked for.
 */
export function mergePage(
  page: KnownPage,
  touched: readonly number[],
  order: PageOrder,
): KnownPage & { readonly isShort: boolean } {
  const { limit, matches, key, ordinal } = order;
  const { border } = page;
  const top = new TopRows(0, limit, page.rows.length + touched.length, ordinal);
  const again = new Set(touched);
  for (const [index, row] of page.rows.entries()) {
    if (!again.has(row) && ordinal[row] === page.ordinals[index]) top.offer(row, key(row));
  }
  for (const row of touched) {
    if (!matches(row)) continue;
    const at = key(row);
    if (border !== null && (at > border.key || (at === border.key && (ordinal[row] ?? 0) < border.ordinal))) {
      continue;
    }
    top.offer(row, at);
  }
  const rows = top.page();
  return { ...knownPage(rows, border, order), isShort: border !== null && rows.length < limit };
}

/** A page that was just found: full, its last row is the border; otherwise it is everything up to `beyond`. */
export function knownPage(
  rows: readonly number[],
  beyond: Border | null,
  { limit, key, ordinal }: Pick<PageOrder, "limit" | "key" | "ordinal">,
): KnownPage {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    rows,
    ordinals: rows.map((row) => ordinal[row] ?? 0),
    border: last === undefined ? beyond : { key: key(last), ordinal: ordinal[last] ?? 0 },
  };
}
