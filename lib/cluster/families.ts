// Which rows name which root, for those that are not their own root. Bounded per root.

import { BOUNDS } from "../bounds/bounds.ts";

export class Families {
  readonly #byRoot = new Map<string, number[]>();
  /** How many more there are of a family that is full. */
  readonly #beyond = new Map<string, number>();
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
    else {
      this.#dropped += 1;
      this.#beyond.set(root, this.beyond(root) + 1);
    }
  }

  leave(root: string | null, row: number): void {
    const members = root === null ? undefined : this.#byRoot.get(root);
    const at = members?.indexOf(row) ?? -1;
    if (root === null) return;
    if (!members || at < 0) {
      this.#leaveBeyond(root);
      return;
    }
    const last = members.pop();
    if (members.length === 0) this.#byRoot.delete(root);
    else if (last !== undefined && last !== row) members[at] = last;
  }

  of(root: string): readonly number[] {
    return this.#byRoot.get(root) ?? [];
  }

  /** Held tasks of that root that `of` leaves out. */
  beyond(root: string): number {
    return this.#beyond.get(root) ?? 0;
  }

  #leaveBeyond(root: string): void {
    const beyond = this.beyond(root);
    if (beyond > 1) this.#beyond.set(root, beyond - 1);
    else this.#beyond.delete(root);
  }

  get size(): number {
    return this.#byRoot.size;
  }
}
