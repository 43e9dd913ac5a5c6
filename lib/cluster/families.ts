// Which rows name which root, for those that are not their own root. Bounded per root.

import { BOUNDS } from "../bounds/bounds.ts";

export class Families {
  readonly #byRoot = new Map<string, number[]>();
  #dropped = 0;

  /** Rows that found their family full. */
  get dropped(): number {
    return this.#dropped;
  }

  join(root: string | null, row: number): void {
    if (root === null) return;
    const members = this.#byRoot.get(root);
    if (!members) this.#byRoot.set(root, [row]);
    else if (members.length < BOUNDS.workflow.limit) members.push(row);
    else this.#dropped += 1;
  }

  leave(root: string | null, row: number): void {
    const members = root === null ? undefined : this.#byRoot.get(root);
    const at = members?.indexOf(row) ?? -1;
    if (!members || root === null || at < 0) return;
    const last = members.pop();
    if (members.length === 0) this.#byRoot.delete(root);
    else if (last !== undefined && last !== row) members[at] = last;
  }

  of(root: string): readonly number[] {
    return this.#byRoot.get(root) ?? [];
  }

  get size(): number {
    return this.#byRoot.size;
  }
}
