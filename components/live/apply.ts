// A delta applied to a view: rows that are not in the delta keep their references.
import type { Delta, KeyedRow, ListDelta, View } from "#lib/live/view.ts";

export function applyDelta(view: View, delta: Delta): View {
  const lists: Record<string, readonly KeyedRow[]> = { ...view.lists };
  for (const [name, change] of Object.entries(delta.lists ?? {}))
    lists[name] = applyList(lists[name] ?? [], change);
  return { info: delta.info === undefined ? view.info : { ...view.info, ...delta.info }, lists };
}

function applyList(rows: readonly KeyedRow[], { set = [], order }: ListDelta): readonly KeyedRow[] {
  const changed = new Map(set.map((row) => [row.key, row]));
  if (order === undefined) return rows.map((row) => changed.get(row.key) ?? row);
  const known = new Map(rows.map((row) => [row.key, row]));
  return order.flatMap((key) => changed.get(key) ?? known.get(key) ?? []);
}
