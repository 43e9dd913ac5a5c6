// Which rows name which root, for those that are not their own root. Bounded per root.

const MAX_FAMILY = 1_000;

export class Families {
  readonly #byRoot = new Map<string, number[]>();

  join(root: string | null, row: number): void {
    if (root === null) return;
    const members = this.#byRoot.get(root);
    if (!members) this.#byRoot.set(root, [row]);
    else if (members.length < MAX_FAMILY) members.push(row);
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
