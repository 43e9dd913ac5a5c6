// The tasks of one root as a tree, flattened for drawing. Every held task of the family appears exactly once, whatever its
// links say: a parent that is not held, or that is its own descendant, makes its child a top row (family.test.ts).
import type { TaskView } from "#lib/live/views.ts";

export type FamilyRow = TaskView["lists"]["family"][number];

export interface FamilyLine {
  readonly row: FamilyRow;
  readonly depth: number;
  /** It has a parent that is not held (evicted, or never seen). */
  readonly detached: boolean;
}

/** Parents before children, siblings in the order given. */
export function layOutFamily(rows: readonly FamilyRow[]): readonly FamilyLine[] {
  const held = new Set(rows.map((row) => row.key));
  const children = new Map<string, FamilyRow[]>();
  const tops: FamilyRow[] = [];
  for (const row of rows) {
    if (row.parentId === null || row.parentId === row.key || !held.has(row.parentId)) tops.push(row);
    else children.set(row.parentId, [...(children.get(row.parentId) ?? []), row]);
  }
  const lines: FamilyLine[] = [];
  const done = new Set<string>();
  const visit = (row: FamilyRow, depth: number): void => {
    if (done.has(row.key)) return;
    done.add(row.key);
    const detached = depth === 0 && row.parentId !== null && !held.has(row.parentId);
    lines.push({ row, depth, detached });
    for (const child of children.get(row.key) ?? []) visit(child, depth + 1);
  };
  for (const top of tops) visit(top, 0);
  // Rows whose parents form a ring have no top above them.
  for (const row of rows) visit(row, 0);
  return lines;
}
