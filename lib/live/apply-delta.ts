// A view with a delta applied. Only changed rows, their lists and the view get new references (invariant 4).
import type { Delta, KeyedRow, ListDelta, View } from "./view.ts";

export function applyDelta(view: View, { info, lists }: Delta): View {
  return {
    info: info === undefined ? view.info : { ...view.info, ...info },
    lists: lists === undefined ? view.lists : { ...view.lists, ...applied(view, lists) },
  };
}

function applied(view: View, lists: NonNullable<Delta["lists"]>): Record<string, readonly KeyedRow[]> {
  return Object.fromEntries(
    Object.entries(lists).map(([name, list]) => [name, applyList(view.lists[name] ?? [], list)]),
  );
}

function applyList(rows: readonly KeyedRow[], { set = [], order }: ListDelta): readonly KeyedRow[] {
  const changed = new Map(set.map((row) => [row.key, row]));
  if (order === undefined) return rows.map((row) => changed.get(row.key) ?? row);
  const known = new Map(rows.map((row) => [row.key, row]));
  return order.flatMap((key) => changed.get(key) ?? known.get(key) ?? []);
}
