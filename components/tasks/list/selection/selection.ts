// Which tasks are ticked. Pure: rows come in as their uuids in the order shown (selection.test.ts).

/** The most uuids one revoke carries. */
export const MAX_SELECTED = 1000;

export interface Selection {
  readonly keys: ReadonlySet<string>;
  /** Where a range starts: the row last ticked by itself. */
  readonly anchor: string | null;
}

export const NOTHING: Selection = { keys: new Set(), anchor: null };

export function toggle(selection: Selection, key: string): Selection {
  const keys = new Set(selection.keys);
  if (!keys.delete(key) && keys.size < MAX_SELECTED) keys.add(key);
  return { keys, anchor: key };
}

/** Ticks everything between the anchor and `key`; a plain toggle while the anchor is not in view. */
export function extend(selection: Selection, key: string, shown: readonly string[]): Selection {
  const from = selection.anchor === null ? -1 : shown.indexOf(selection.anchor);
  const to = shown.indexOf(key);
  if (from < 0 || to < 0) return toggle(selection, key);
  return adding(selection, shown.slice(Math.min(from, to), Math.max(from, to) + 1), selection.anchor);
}

/** All of them if any is missing, none of them otherwise. */
export function toggleAll(selection: Selection, shown: readonly string[]): Selection {
  if (shown.some((key) => !selection.keys.has(key))) return adding(selection, shown, selection.anchor);
  const keys = new Set(selection.keys);
  for (const key of shown) keys.delete(key);
  return { keys, anchor: null };
}

function adding(selection: Selection, more: readonly string[], anchor: string | null): Selection {
  const keys = new Set(selection.keys);
  for (const key of more) if (keys.size < MAX_SELECTED) keys.add(key);
  return { keys, anchor };
}
