// What to tell those who hold `before` so that they hold `after`: the changed values, the changed rows, the new order.
// Rows are compared by reference first: cost is one step per row, and deep only where a row was made anew.
import { sameContent } from "./equal.ts";
import type { Delta, KeyedRow, ListDelta, View } from "./view.ts";

/** null when nothing differs. Both views must be of the same topic; keys are unique within a list. */
export function diffView(before: View, after: View): Delta | null {
  const info = diffInfo(before.info, after.info);
  const lists: Record<string, ListDelta> = {};
  for (const [name, rows] of Object.entries(after.lists)) {
    const list = diffList(before.lists[name] ?? [], rows);
    if (list) lists[name] = list;
  }
  const moved = Object.keys(lists).length > 0;
  if (info === null && !moved) return null;
  return { ...(info ? { info } : null), ...(moved ? { lists } : null) };
}

function diffInfo(before: View["info"], after: View["info"]): View["info"] | null {
  const changed = Object.entries(after).filter(([key, value]) => !sameContent(before[key], value));
  return changed.length > 0 ? Object.fromEntries(changed) : null;
}

function diffList(before: readonly KeyedRow[], after: readonly KeyedRow[]): ListDelta | null {
  if (before === after) return null;
  const known = new Map(before.map((row) => [row.key, row]));
  const set = after.filter((row) => {
    const old = known.get(row.key);
    return old === undefined || (old !== row && !sameContent(old, row));
  });
  const sameOrder =
    before.length === after.length && after.every((row, index) => row.key === before[index]?.key);
  if (sameOrder) return set.length > 0 ? { set } : null;
  const order = after.map(({ key }) => key);
  return set.length > 0 ? { set, order } : { order };
}
